// Escape sequences of terminals: CSI (colours, cursor), OSC (titles, links) up to its end, and two-byte ones.
// oxlint-disable-next-line no-control-regex
const escapeSequences = /\u001b(?:\[[0-9;:<=>?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g
// Controls but tab; what is left of the escape sequences; and marks that turn the direction of reading.
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** What a person may be shown of a line that a container wrote: it cannot move the cursor, colour or reorder the text. */
export const plainText = (line: string): string => line.replace(escapeSequences, '').replace(controls, '')
