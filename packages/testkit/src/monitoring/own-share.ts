import { resolve } from 'node:path'

interface Invocation {
  readonly command: string
  readonly args: readonly string[]
}

// In a view of the file system that ends with the process, so nothing of the machine changes. `exec` keeps the process id.
const script = `
mount -t tmpfs none /usr/share && mkdir /usr/share/prometheus && mount --bind "$1" /usr/share/prometheus || exit 1
shift
exec "$@"`

/**
 * Debian's Alertmanager reads its templates below /usr/share/prometheus and nowhere else: the unpacked package's share is shown to it
 * there. Without root the kernel must allow user namespaces.
 */
export function seeingItsShare(program: string, args: readonly string[]): Invocation {
  const share = resolve(program, '../../share/prometheus')
  const asUser = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  return { command: 'unshare', args: ['--mount', ...asUser, 'sh', '-c', script, 'sh', share, program, ...args] }
}
