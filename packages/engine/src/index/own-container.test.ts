import { expect, test } from 'vitest'
import { ownContainerId } from './own-container.ts'

const id = '0123456789abcdef'.repeat(4)
const other = 'fedcba9876543210'.repeat(4)
const mount = (root: string, point: string): string => `480 370 8:1 ${root} ${point} rw,relatime - ext4 /dev/sda1 rw`

test.for([
  [
    'Docker puts files over /etc',
    [mount('/', '/'), mount(`/var/lib/docker/containers/${id}/hostname`, '/etc/hostname')],
    id,
  ],
  ['Docker with another data root', [mount(`/srv/x/containers/${id}/resolv.conf`, '/etc/resolv.conf')], id],
  ['Podman', [mount(`/containers/storage/overlay-containers/${id}/userdata/hostname`, '/etc/hostname')], id],
  ['control groups of version 1', [mount(`/docker/${id}`, '/sys/fs/cgroup/memory')], id],
  ['control groups under systemd', [mount(`/system.slice/docker-${id}.scope`, '/sys/fs/cgroup')], id],
  ['a Podman group', [mount(`/machine.slice/libpod-${id}.scope/container`, '/sys/fs/cgroup')], id],
  [
    'a host shows the mounts of its containers',
    [mount('/', '/'), mount('/', `/var/lib/docker/containers/${other}/mounts/shm`), mount('/', '/sys/fs/cgroup')],
    null,
  ],
  [
    "a folder of another container's, mounted by the user",
    [mount(`/var/lib/docker/containers/${other}`, '/logs')],
    null,
  ],
  ['an empty file', [''], null],
] as const)('%s', ([, lines, expected]) => {
  expect(ownContainerId(lines.join('\n'))).toBe(expected)
})
