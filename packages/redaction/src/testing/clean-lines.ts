/** Forms of log lines as programs in containers write them; none holds a secret. What stands in braces is filled in. */
const forms = String.raw`
{ip} - - [{clf}] "GET /{word}/{n} HTTP/1.1" 200 {n} "-" "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/{n}.0"
{ip} - {word} [{clf}] "POST /api/v2/{word}?page={n}&sort=desc HTTP/2.0" 201 {n} "https://{word}.example/{word}" "curl/8.5.0"
{day} {time} [error] {n}#{n}: *{n} connect() failed (111: Connection refused) while connecting to upstream, client: {ip}, server: {word}.example
{day} {time} [notice] 1#1: start worker process {n}
{ts} [warn] upstream server temporarily disabled while reading response header from upstream, request: "GET /login HTTP/1.1"
{ts} UTC [{n}] LOG:  checkpoint complete: wrote {n} buffers ({n}.4%); 0 WAL file(s) added, {n} removed; sync={n}.002 s
{ts} UTC [{n}] ERROR:  duplicate key value violates unique constraint "{word}_pkey"
{ts} UTC [{n}] DETAIL:  Key (id)=({n}) already exists.
{ts} UTC [{n}] FATAL:  password authentication failed for user "{word}"
{ts} UTC [{n}] FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute
{ts} UTC [{n}] STATEMENT:  SELECT token_count, max_tokens FROM {word} WHERE id = {n}
{ts} UTC [{n}] LOG:  database system is ready to accept connections
{ts} {n} [Note] [MY-010131] [Server] Got an error reading communication packets
{ts} {n} [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11
{ts} {n} [Warning] Access denied for user '{word}'@'{ip}' (using password: YES)
{n}:M {clock} * Background saving started by pid {n}
{n}:M {clock} # WARNING overcommit_memory is set to 0! Background save may fail under low memory condition.
{n}:C {clock} # Warning: no config file specified, using the default config.
{n}:S {clock} * MASTER <-> REPLICA sync: receiving {n} bytes from master to disk
NOAUTH Authentication required.
WRONGPASS invalid username-password pair or user is disabled.
{"level":"info","time":{epoch},"pid":{n},"hostname":"{hex12}","reqId":"req-{n}","msg":"incoming request"}
{"level":30,"time":{epoch},"req":{"method":"GET","url":"/{word}/{n}","remoteAddress":"{ip}"},"res":{"statusCode":200},"responseTime":{n}.21}
{"timestamp":"{iso}","severity":"ERROR","message":"order {uuid} could not be charged","trace":"{hex32}","span_id":"{hex16}"}
{"@timestamp":"{iso}","log.level":"WARN","message":"slow query took {n} ms","service.name":"{word}","process.thread.name":"http-nio-8080-exec-{n}"}
{"msg":"token refreshed","user_id":{n},"expires_in":3600,"key_id":"{word}-2026"}
{"event":"login","user":"{word}","password_changed":false,"token_type":"access","ip":"{ip}"}
{iso}  INFO {n} --- [nio-8080-exec-{n}] o.s.web.servlet.DispatcherServlet : Completed initialization in {n} ms
{iso}  WARN {n} --- [   scheduling-1] c.example.{word}.OrderService : retrying {uuid} in {n}s
{iso} ERROR {n} --- [main] o.s.boot.SpringApplication : Application run failed
java.lang.OutOfMemoryError: Java heap space
	at com.example.{word}.Service2Impl.handle(Service2Impl.java:{n})
	at java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:{n})
Caused by: org.postgresql.util.PSQLException: Connection to {ip}:5432 refused. Check that the hostname and port are correct
Caused by: java.security.GeneralSecurityException: Key length not 128/192/256 bits
Exception in thread "main" java.lang.NoClassDefFoundError: com/example/{word}/SecretKeyFactoryHolder
Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/{word}/token.py", line {n}, in refresh
KeyError: 'access_token'
ValueError: secret must be at least {n} characters long
psycopg2.OperationalError: could not translate host name "db" to address: Name or service not known
[{iso}] [{n}] [INFO] Booting worker with pid: {n}
[{iso}] [{n}] [CRITICAL] WORKER TIMEOUT (pid:{n})
INFO:     {ip}:{n} - "GET /health HTTP/1.1" 200 OK
INFO:     Application startup complete.
WARNING:  StatReload detected changes in '{word}/tokens.py'. Reloading...
django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.
celery@{hex12} ready.
[{day} {time},{n}: INFO/MainProcess] Task {word}.tasks.send[{uuid}] received
[{day} {time},{n}: INFO/ForkPoolWorker-{n}] Task {word}.tasks.send[{uuid}] succeeded in {n}.03s: None
TypeError: Cannot read properties of undefined (reading 'token')
    at Object.<anonymous> (/app/src/{word}/password-reset.js:{n}:{n})
    at process.processTicksAndRejections (node:internal/process/task_queues:{n}:5)
Error: connect ECONNREFUSED {ip}:{n}
Error: listen EADDRINUSE: address already in use :::{n}
JsonWebTokenError: invalid signature
TokenExpiredError: jwt expired at {iso}
UnhandledPromiseRejectionWarning: Error: Request failed with status code 401
npm notice New minor version of npm available! 10.{n}.0 -> 11.{n}.1
> {word}@1.{n}.0 start
> node --max-old-space-size=512 dist/server.js --port {n}
Server listening on http://0.0.0.0:{n}
<--- Last few GCs --->
FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
panic: runtime error: invalid memory address or nil pointer dereference
goroutine {n} [running]:
	/src/internal/auth/token.go:{n} +0x{hex12}
time="{iso}" level=info msg="loaded configuration" file=/etc/{word}/config.yaml
time="{iso}" level=warning msg="certificate expires soon" subject="CN={word}.example" days={n}
time="{iso}" level=error msg="Handler for POST /v1.41/containers/{hex64}/start returned error: driver failed"
ts={iso} caller=head.go:{n} level=info component=tsdb msg="WAL segment loaded" segment={n} maxSegment={n}
ts={iso} caller=main.go:{n} level=error msg="Error loading config" file=/etc/prometheus/prometheus.yml
level=info ts={iso} caller=cluster.go:{n} msg="gossip settled; proceeding" elapsed=10.0{n}s
logger=migrator t={iso} level=info msg="Executing migration" id="create user auth token table"
logger=context userId={n} orgId=1 uname={word} t={iso} level=info msg="Request Completed" method=GET path=/api/live/ws status=0
{iso} INFO  vault: core: post-unseal setup complete
{iso} [INFO]  core.cluster-listener: rpc listeners successfully shut down
{iso} | INFO | raft: entering follower state: leader-address={ip}:8201 leader-id={uuid}
[{iso}] WARN  (kafka.server.KafkaServer) Connection to node {n} could not be established
[{iso}] INFO [GroupCoordinator 1]: Member consumer-{word}-{n}-{uuid} in group {word} has failed
[{iso}] INFO [Partition {word}-{n} broker=1] Log loaded for partition {word}-{n} with initial high watermark {n}
{iso} [info] <0.{n}.0> accepting AMQP connection <0.{n}.0> ({ip}:{n} -> {ip}:5672)
{iso} [error] <0.{n}.0> PLAIN login refused: user '{word}' - invalid credentials
{iso} [warning] <0.{n}.0> closing AMQP connection, client unexpectedly closed TCP connection
[{iso}][INFO ][o.e.c.r.a.AllocationService] [{hex12}] Cluster health status changed from [YELLOW] to [GREEN]
[{iso}][WARN ][o.e.m.j.JvmGcMonitorService] [{word}] [gc][{n}] overhead, spent [{n}ms] collecting in the last [1s]
{"t":{"$date":"{iso}"},"s":"I","c":"NETWORK","id":{n},"ctx":"listener","msg":"Connection accepted","attr":{"remote":"{ip}:{n}","connectionId":{n}}}
{"t":{"$date":"{iso}"},"s":"I","c":"ACCESS","id":20249,"ctx":"conn{n}","msg":"Authentication failed","attr":{"mechanism":"SCRAM-SHA-256","principalName":"{word}"}}
{iso} INF Starting TCP Server entryPointName=web
{iso} ERR Unable to obtain ACME certificate for domains error="acme: rate limited" domains=["{word}.example"]
{ip} - - [{clf}] "GET / HTTP/1.1" 502 11 "-" "-" {n} "{word}@docker" "http://{ip}:{n}" {n}ms
[{epoch}] <NOTICE> Proxy {word} stopped (cumulated conns: FE: {n}, BE: {n}).
{ip}:{n} [{clf}] {word} {word}/srv1 0/0/{n}/{n}/{n} 200 {n} - - ---- {n}/{n}/0/0/0 0/0 "GET /key/{n} HTTP/1.1"
I{n} {time}.000000       1 leaderelection.go:{n}] successfully acquired lease kube-system/{word}
W{n} {time}.000000       1 reflector.go:{n}] failed to list *v1.Secret: secrets is forbidden: User "{word}" cannot list resource "secrets"
E{n} {time}.000000       1 controller.go:{n}] error syncing 'default/{word}-token': secret "{word}-token" not found
{iso} systemd[1]: Started Session {n} of user {word}.
{iso} sshd[{n}]: Failed password for invalid user {word} from {ip} port {n} ssh2
{iso} sshd[{n}]: Accepted publickey for {word} from {ip} port {n} ssh2: RSA SHA256:{hex32}
{iso} kernel: [{n}.{n}] Out of memory: Killed process {n} ({word}) total-vm:{n}kB, anon-rss:{n}kB
{iso} dockerd[{n}]: msg="ignoring event" container={hex64} module=libcontainerd namespace=moby topic=/tasks/delete
Pulling from library/{word}: digest sha256:{hex64}
Status: Downloaded newer image for {word}:1.{n}-alpine
Successfully tagged registry.example/{word}/{word}:{hex12}
commit {hex40} by {word}: rotate the api key of staging
Deploying release {hex12} ({word}) to production, build #{n}
migrating database {word}: applying 2026{n}_add_password_hash_to_users.sql
ETag: "{hex32}-{n}" matched, answered 304
cache key {word}:{n}:{hex16} missed, loading took {n} ms
queue {word}: {n} messages, {n} consumers, oldest message id {uuid}
request_id={uuid} method=GET path=/{word}/{n} format=json controller=OrdersController status=200 duration={n}.{n}
Started POST "/session" for {ip} at {day} {time} +0000
Processing by SessionsController#create as HTML, Parameters: {"user"=>{"email"=>"{word}@example.org", "password"=>"[FILTERED]"}}
Completed 422 Unprocessable Content in {n}ms (Views: {n}.1ms | ActiveRecord: {n}.4ms)
ActiveRecord::ConnectionNotEstablished (could not connect to server: Connection refused)
PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /var/www/{word}.php:{n}
[{clf}] WARNING: [pool www] server reached pm.max_children setting ({n}), consider raising it
AH00558: apache2: Could not reliably determine the server's fully qualified domain name, using {ip}
[{clf}] [mpm_prefork:notice] [pid {n}] AH00163: Apache/2.4.{n} (Debian) configured -- resuming normal operations
Info: secret santa list of {word} was sent to {n} people
the token bucket of {word} holds {n} of {n} tokens
please rotate your password: it is {n} days old
no password is set for {word}; logging in by certificate
primary_key={n} foreign_key={n} sort_key=created_at
checking signature of package {word}-1.{n}.deb: ok
SSL handshake with {ip}:{n} failed: certificate verify failed (unable to get local issuer certificate)
oauth: redirecting {word} to https://login.example/authorize?response_type=code&state=ok
uploading part {n} of {uuid}: {n} bytes, md5 {hex32}
s3: GET bucket/{word}/{hex40}.tar.gz 200 {n}
healthcheck of {word} failed {n} times in a row, exit code 1
exited with code 137 after {n}s, restarting in {n}s
Watchdog: disk /var/lib/{word} is {n}% full
worker {n}: processed {n} jobs, {n} failed, p99 {n} ms, rss {n} MB
grpc: addrConn.createTransport failed to connect to {{ip}:{n} <nil> 0 <nil>}. Err: connection error
Loaded plugin {word} v1.{n}.0 (sha1 {hex40})
user {word} requested an API key; a mail was sent
authorization: user {word} may read {word}
session {uuid} of {word} ended after {n} minutes
license of {word} is valid until 2027-01-{n}
auth.go:{n}: bearer token missing
csrf token mismatch on /{word} from {ip}
config: password_file=/run/secrets/{word} token_file=/run/secrets/{word}_token
config: max_tokens=4096 token_limit={n} key_prefix={word}: secret_name={word}
env: PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin HOME=/root TERM=xterm
Compiled {n} modules in {n}ms, hash {hex16}, chunk main.{hex16}.js
ffmpeg: frame={n} fps=25 q=28.0 size={n}kB time=00:{n}:01.00 bitrate={n}kbits/s
`
  .trim()
  .split('\n')

const words = 'orders users carts mails alpha billing shop catalog reports ada'.split(' ')

/** Every form, filled in `times` times, each time otherwise; the same on every machine. */
export function cleanLines(times: number): readonly string[] {
  let state = 7
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 8) % limit
  }
  const hex = (length: number): string => Array.from({ length }, () => below(16).toString(16)).join('')
  const two = (limit: number): string => String(10 + below(limit - 10)).padStart(2, '0')
  const time = (): string => `${two(24)}:${two(60)}:${two(60)}`
  const day = (): string => `2026-${two(13)}-${two(29)}`
  const fillings: Readonly<Record<string, () => string>> = {
    n: () => String(1 + below(900)),
    word: () => words[below(words.length)] ?? '',
    ip: () => `10.${below(256)}.${below(256)}.${below(256)}`,
    time,
    day,
    clock: () => `${two(29)} Nov 2026 ${time()}.${two(99)}1`,
    clf: () => `${two(29)}/Nov/2026:${time()} +0000`,
    ts: () => `${day()} ${time()}.${two(99)}4`,
    iso: () => `${day()}T${time()}.${two(99)}4Z`,
    epoch: () => String(1_790_000_000_000 + below(1_000_000)),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    hex12: () => hex(12),
    hex16: () => hex(16),
    hex32: () => hex(32),
    hex40: () => hex(40),
    hex64: () => hex(64),
  }
  return Array.from({ length: times }, () =>
    forms.map((form) => form.replaceAll(/\{(\w+)\}/g, (whole, name: string) => fillings[name]?.() ?? whole)),
  ).flat()
}
