/** A kind of trouble that outlives a restart, how it looks in a log line, and what a person can do. */
export interface Signature {
  readonly kind: string
  readonly sentence: string
  readonly suggestion: string
  readonly pattern: RegExp
}

/**
 * Data, most telling first. Patterns are of the operating system's, the language's or the engine's own wording, so
 * that they hold for programs nobody has seen; a line that only mentions the matter does not match.
 */
export const signatures: readonly Signature[] = [
  {
    kind: 'disk_full',
    sentence: 'a disk or volume is full',
    suggestion: 'free space on the volume, or enlarge it; never prune volumes',
    pattern:
      /no space left on device|\benospc\b|disk quota exceeded|\bedquot\b|database or disk is full|out of disk space|not able to persist on disk|insufficient (?:disk|storage) space/i,
  },
  {
    kind: 'read_only',
    sentence: 'it writes where nothing may be written',
    suggestion: 'look at the mount, the read-only flag or the database setting',
    pattern: /read-?only file ?system|\berofs\b|in a read-?only transaction|read only replica|--read-only option/i,
  },
  {
    kind: 'corrupt_data',
    sentence: 'its data is damaged',
    suggestion: 'restore from a backup; a restart may do more harm',
    pattern:
      /valid checkpoint record|invalid page in block|checksum (?:mismatch|failed|error)|bad file format reading|malformed database|disk image is malformed|(?:file|data|index|wal|table|page|database|log|block|segment|journal)s?\b.{0,60}\bcorrupt|\bcorrupt(?:ed|ion)?\b.{0,60}\b(?:file|data|index|wal|table|page|database|log|block|segment|journal)/i,
  },
  {
    kind: 'data_version',
    sentence: 'its data belongs to another version or another cluster',
    suggestion: 'go back to the image that made the data, or migrate it',
    pattern:
      /initialized by postgresql version|not compatible with (?:this|server) version|files are incompatible with|inconsistentclusterid|doesn't match stored|downgrad\w+ (?:is )?not (?:supported|allowed)|can't handle rdb format|unsupported (?:data|storage|redo log|on-disk) (?:format|version)/i,
  },
  {
    kind: 'data_lock',
    sentence: 'something else holds its data',
    suggestion: 'find the other process or container that uses the same volume',
    pattern:
      /unable to lock|could not (?:lock|acquire lock)|lock file .{1,120} already exists|is another .{1,60} running|another (?:process|instance|server|copy).{0,60}(?:running|using|holds)|failed to (?:acquire|obtain) .{0,30}lock|lockobtainfailed|dbpathinuse/i,
  },
  {
    kind: 'credentials',
    sentence: 'its credentials are refused',
    suggestion: 'compare its credentials with those that the other side knows',
    pattern:
      /password authentication failed|access denied for user .{1,120}using password: yes|\bwrongpass\b|\bnoauth\b|login failed for user|(?:sasl|scram|ldap|md5|peer|ident).{0,30}authentication failed|(?:error|fatal|exception)\b.{0,80}authentication failed|invalidaccesskeyid|signaturedoesnotmatch|invalid (?:api key|credentials)|(?:role|database) "?[\w-]+"? does not exist|unknown database/i,
  },
  {
    kind: 'certificate_or_clock',
    sentence: 'a certificate is not accepted, or the clock is wrong',
    suggestion: 'look at the certificate and at the clock of the host',
    pattern:
      /certificate (?:has )?expired|cert_has_expired|expired or (?:is )?not yet valid|certificate is not (?:yet )?valid|certificate.?verify.?failed|\bx509: |unable to get local issuer|self[- ]signed certificate|pkix path/i,
  },
  {
    kind: 'address_in_use',
    sentence: 'its address is taken',
    suggestion: 'find what listens on that port',
    pattern: /\beaddrinuse\b|address already in use|port is already allocated|address in use|failed to bind/i,
  },
  {
    kind: 'bad_image',
    sentence: 'its image lacks what it runs',
    suggestion: 'go back to the image that worked',
    pattern:
      /cannot find module|no module named|modulenotfounderror|cannot import name|executable file not found|\bexec\b.{0,200}no such file or directory|exec format error|version .?glibc\S* not found|loading shared librar|noclassdeffound|classnotfound|could not find or load main class|cannot load such file|undefined symbol|symbol lookup error|unsupportedclassversion|\bsh: (?:\d+: |line \d+: )?\S+: (?:command )?not found/i,
  },
  {
    kind: 'migration',
    sentence: 'its database schema does not fit',
    suggestion: 'look at the migrations of this release',
    pattern:
      /no such revision|can't locate revision|relation "[^"]+" does not exist|column "?\S+ does not exist|no such table|unknown column|migrations? .{0,80}(?:failed|missing|not found)|pending migrations/i,
  },
  {
    kind: 'missing_configuration',
    sentence: 'its configuration is missing or wrong',
    suggestion: 'compare its environment and configuration files with those that worked',
    pattern:
      /password is not specified|(?:missing|required) (?:required )?(?:environment )?variables?\b|environment variable.{0,80}(?:not set|missing|required|undefined|empty|must)|\b[A-Z][A-Z0-9_]{3,} (?:is not set|is required|must be set|is missing|is undefined)|keyerror: '[A-Z0-9_]+'|config(?:uration)?\b.{0,100}(?:not found|no such file|missing|does not exist|is invalid)|(?:invalid|unrecognized|unknown|bad) (?:configuration|config|directive|command.?line option|argument|flag)|unknown directive|\[emerg\] (?!host not found)|(?:parse|parsing|load|read)\w* (?:the )?config\w*.{0,60}(?:fail|error)|(?:fail|error)\w*.{0,40}(?:parse|parsing|load|loading|read|reading) (?:the )?config/i,
  },
  {
    kind: 'permission',
    sentence: 'it may not use a file, directory or right that it needs',
    suggestion: 'look at the owner of the volume and at the user of the container',
    pattern:
      /\beacces\b|\berrno 13\b|\beperm\b|operation not permitted|(?:can't|cannot|could not|unable to|failed to) .{1,200}permission denied|(?:open|mkdir|chmod|chown|write|create|unlink|rename|stat|exec|bind)\b.{0,200}permission denied|: permission denied$/i,
  },
  {
    kind: 'own_limit',
    sentence: 'it has reached a limit that is set for it',
    suggestion: 'raise the limit, or find what uses it up',
    pattern:
      /command not allowed when used memory|can't fork|cannot fork|fork: .{0,40}resource temporarily unavailable/i,
  },
  {
    kind: 'host',
    sentence: 'the host or its engine lacks something',
    suggestion: 'look at the host: kernel settings, network, engine',
    pattern:
      /vm\.max_map_count|error response from daemon|could not find bridge|failed to create endpoint|non-overlapping ipv4|driver failed programming|failed to create (?:shim )?task|pthread_create failed|docker\.sock.{0,60}too many open files|global_oom/i,
  },
]

/** Of the lines, the last one that a signature knows. */
export function recognise(lines: readonly string[]): { readonly signature: Signature; readonly line: string } | null {
  for (const line of lines.toReversed()) {
    const signature = signatures.find(({ pattern }) => pattern.test(line))
    if (signature) return { signature, line }
  }
  return null
}
