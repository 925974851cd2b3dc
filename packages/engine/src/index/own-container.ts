import { ContainerId } from '@devops-ai/contract'

// A host shows the mounts of all its containers, so a path with an id proves nothing. Only files that an engine puts
// over a container's own /etc, and a control group that is this process's root, tell who we are.
const ownFiles = ['/etc/hostname', '/etc/hosts', '/etc/resolv.conf']
const idInFileRoot = /\/(?:containers|overlay-containers|vfs-containers)\/([0-9a-f]{64})\//
const idInGroup = /(?:\/|-)([0-9a-f]{64})(?:\.scope)?(?:\/|$)/

/**
 * The id of the container that this process runs in, from the text of `/proc/self/mountinfo`, or null outside one.
 * Knows Docker and Podman, control groups of version 1 and 2.
 */
export function ownContainerId(mountinfo: string): ContainerId | null {
  const mounts = mountinfo.split('\n').map((line) => {
    const [, , , root = '', point = ''] = line.split(' ')
    return { root, point }
  })
  const ids = [
    ...ownFiles.flatMap((file) =>
      mounts.filter(({ point }) => point === file).map(({ root }) => idInFileRoot.exec(root)),
    ),
    ...mounts.filter(({ point }) => point.startsWith('/sys/fs/cgroup')).map(({ root }) => idInGroup.exec(root)),
  ]
  return ids.flatMap((found) => ContainerId.safeParse(found?.[1]).data ?? []).at(0) ?? null
}
