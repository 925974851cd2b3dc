import type { ImageFile } from '../docker/busybox.ts'

/**
 * PID 1 of every service of the shop. It ends at once and with 0 when it is told to stop, and with its worker's code when the
 * worker dies. /etc/shop.conf, in the container's own layer, is how faults outlive a restart.
 */
const entry = `#!/bin/sh
trap 'echo "$SERVICE: stopping"; exit 0' TERM INT
[ -d /starts ] && echo start >> "/starts/$SERVICE"
START_DELAY=0
if [ -f /etc/shop.conf ]; then
  echo "$SERVICE: reading /etc/shop.conf"
  if grep -q '^port = ' /etc/shop.conf; then
    sleep 1 & wait $!
    echo "$SERVICE: fatal: /etc/shop.conf: port: got \\"eighty\\", expected a number" >&2
    exit 1
  fi
  START_DELAY=$(sed -n 's/^start_delay = //p' /etc/shop.conf)
fi
if [ "$START_DELAY" -gt 0 ]; then
  echo "$SERVICE: rebuilding the index, about $START_DELAY s"
  sleep "$START_DELAY" & wait $!
fi
echo "$SERVICE: ready on :8080"
httpd -f -p 8080 -h /srv & worker=$!
wait $worker
code=$?
echo "$SERVICE: fatal: the worker ended with $code" >&2
exit $code
`

/**
 * db answers by itself; the others ask their upstream first, and say which one failed them. `timeout` stands for wget's own -T, which
 * crashes in some builds; the shell's "Terminated" about it goes nowhere.
 */
const orders = `#!/bin/sh
exec 3>&2 2>/dev/null
if [ -z "$UPSTREAM" ]; then
  printf 'Content-Type: text/plain\\r\\n\\r\\n3 orders\\n'
  exit 0
fi
if answer=$(timeout "$PATIENCE" wget -q -O - "http://$UPSTREAM:8080/cgi-bin/orders" 2>&1); then
  printf 'Content-Type: text/plain\\r\\n\\r\\n%s\\n' "$answer"
  exit 0
fi
case "$answer" in
  *HTTP*) why="$UPSTREAM answered \${answer##*HTTP/1.? }" ;;
  *bad*address*) why="$UPSTREAM is not known" ;;
  *) why="\${answer:-$UPSTREAM did not answer within $PATIENCE s}" ;;
esac
echo "$SERVICE: error: GET /orders: $why" >&3
printf 'Status: 503 %s\\r\\nContent-Type: text/plain\\r\\n\\r\\n%s\\n' "$why" "$why"
`

const probe = `#!/bin/sh
exec 2>/dev/null
answer=$(timeout "$PROBE_PATIENCE" wget -q -O - http://127.0.0.1:8080/cgi-bin/orders 2>&1) && { echo "$answer"; exit 0; }
echo "\${answer:-$SERVICE did not answer on :8080 within $PROBE_PATIENCE s}"
exit 1
`

/** Grows by a mebibyte twenty times a second up to \$1 MiB and holds there; each piece is touched, so it is really used. */
const leak = `#!/bin/sh
exec awk -v size="$1" 'BEGIN {
  piece = sprintf("%1048576s", "x")
  for (i = 0; i < size; i++) { kept[i] = piece i; if (i % 4 == 3) system("sleep 0.2") }
  system("sleep 3600")
}'
`

export const shopFiles: readonly ImageFile[] = [
  { path: 'shop/entry', text: entry },
  { path: 'shop/probe', text: probe },
  { path: 'shop/leak', text: leak },
  { path: 'srv/cgi-bin/orders', text: orders },
]
