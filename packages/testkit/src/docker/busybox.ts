import { readFile } from 'node:fs/promises'
import { pack, type Pack } from 'tar-stream'
import { buffer } from 'node:stream/consumers'
import { mustRun } from '../command.ts'
import { call, type DockerApi } from './api.ts'

const places = ['/bin/busybox', '/usr/bin/busybox']

const elfInterpreter = 3

/** Does the program need no shared library, so that it runs in an empty image? */
export function isStatic(elf: Buffer): boolean {
  if (elf.length < 64 || elf.readUInt32BE(0) !== 0x7f454c46) return false
  const start = Number(elf.readBigUInt64LE(32))
  const size = elf.readUInt16LE(54)
  const headers = Array.from({ length: elf.readUInt16LE(56) }, (_, index) => start + index * size)
  return headers.every((at) => elf.readUInt32LE(at) !== elfInterpreter)
}

/** The machine's static busybox; `undefined` when it has none. */
export async function findBusybox(): Promise<string | undefined> {
  for (const place of places) {
    const program = await readFile(place).catch(() => undefined)
    if (program && isStatic(program)) return place
  }
  return undefined
}

/** A file of an image; executable, as what we add to images are scripts. */
export interface ImageFile {
  readonly path: string
  readonly text: string
}

/** Everything but the program itself: links for all its applets, and what programs expect of a system. */
const addSystem = (tar: Pack, applets: readonly string[]): void => {
  for (const applet of applets.filter((name) => name !== 'busybox')) {
    tar.entry({ name: `bin/${applet}`, type: 'symlink', linkname: 'busybox' })
  }
  tar.entry({ name: 'etc/passwd' }, 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n')
  tar.entry({ name: 'etc/group' }, 'root:x:0:\nnogroup:x:65534:\n')
  tar.entry({ name: 'tmp', type: 'directory', mode: 0o1777 })
  tar.entry({ name: 'root', type: 'directory', mode: 0o700 })
}

/** Imports an image of busybox and the given files. Needs no registry. Throws when the machine has no static busybox. */
export async function importBusybox(
  api: DockerApi,
  image: { readonly repo: string; readonly tag: string; readonly label: string; readonly files?: readonly ImageFile[] },
): Promise<string> {
  const program = await findBusybox()
  if (program === undefined) throw new Error(`no static busybox at ${places.join(' or ')} (Debian: busybox-static)`)
  const applets = (await mustRun(program, ['--list'])).trim().split('\n')

  const tar = pack()
  tar.entry({ name: 'bin/busybox', mode: 0o755 }, await readFile(program))
  addSystem(tar, applets)
  for (const file of image.files ?? []) tar.entry({ name: file.path, mode: 0o755 }, file.text)
  tar.finalize()

  const query = { fromSrc: '-', repo: image.repo, tag: image.tag, changes: `LABEL ${image.label}` }
  await call(api, { method: 'POST', path: '/images/create', query, upload: await buffer(tar) }, [200])
  // The import answers 200 before it works; only the image itself is the proof.
  const name = `${image.repo}:${image.tag}`
  await call(api, { method: 'GET', path: `/images/${name}/json` }, [200])
  return name
}
