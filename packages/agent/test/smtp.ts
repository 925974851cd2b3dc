import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface Mailbox extends AsyncDisposable {
  readonly url: string
  readonly mails: ParsedMail[]
  /** The lines of the headers, as they came. */
  readonly heads: string[]
  /** While true the server takes no mail. */
  broken: boolean
}

/** A real SMTP server that keeps what it is given. */
export async function mailbox(): Promise<Mailbox> {
  const mails: ParsedMail[] = []
  const heads: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (_address, _session, answer) => answer(box.broken ? new Error('the mailbox is full') : null),
    onData(stream, _session, answer) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => void pieces.push(piece))
      stream.on('end', () => {
        const whole = Buffer.concat(pieces)
        heads.push(whole.toString().split('\r\n\r\n')[0] ?? '')
        void simpleParser(whole).then((mail) => {
          mails.push(mail)
          answer(null)
        })
      })
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address of the mail server')
  const box: Mailbox = {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    heads,
    broken: false,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  }
  return box
}
