import { IncidentDetail, IncidentList, type IncidentGroup, type IncidentSummary } from '@devops-ai/contract'
import { Command } from 'commander'
import { styleText } from 'node:util'
import { askAgent, connection } from './connection.ts'
import { plain } from './plain.ts'
import { storyLine } from './story.ts'
import type { Terminal } from './terminal.ts'

const colours = {
  open: 'yellow',
  investigating: 'yellow',
  diagnosed: 'yellow',
  acting: 'yellow',
  verifying: 'yellow',
  waiting: 'blue',
  escalated: 'red',
  resolved: 'green',
  no_action: 'gray',
  closed: 'gray',
} as const satisfies Record<IncidentSummary['phase'], string>

/** One incident in one line. */
export const row = (incident: IncidentSummary): string =>
  [
    incident.id,
    styleText(colours[incident.phase], incident.phase.padEnd(13)),
    plain(incident.target?.name ?? incident.name).padEnd(24),
    (incident.cause ?? 'unknown yet').padEnd(20),
    incident.opened_at,
    plain(incident.title),
    ...(incident.group ? [grouping(incident.group)] : []),
  ].join('  ')

/** Incidents of one group show the same beginning of its id. */
const grouping = ({ id, root_name }: IncidentGroup): string =>
  styleText('gray', `(group ${id.slice(0, 8)}, root ${plain(root_name)})`)

export const incidentsCommand = (terminal: Terminal): Command =>
  new Command('incidents')
    .description('list the incidents, newest first')
    .option('--json', 'as one line of JSON each')
    .action(async ({ json }: { json?: boolean }) => {
      const { incidents } = await askAgent(connection(terminal), '/incidents', IncidentList)
      if (incidents.length === 0 && !json) terminal.out('No incidents: nothing has broken since the agent was set up.')
      for (const incident of incidents) terminal.out(json ? JSON.stringify(incident) : row(incident))
    })

export const incidentCommand = (terminal: Terminal): Command =>
  new Command('incident')
    .description('tell the story of one incident, from its event log')
    .argument('<id>', 'as printed by `devops-ai incidents`')
    .option('--json', 'the whole incident as JSON')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const incident = await askAgent(connection(terminal), `/incidents/${encodeURIComponent(id)}`, IncidentDetail)
      if (json) return terminal.out(JSON.stringify(incident))
      terminal.out(row(incident))
      for (const logged of incident.events) for (const line of storyLine(logged)) terminal.out(line)
    })
