import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** News are read in this order, the more severe first; `alertsWithNews` asks by the same words. */
export const alertsBySeverity: Migration = {
  async up(db) {
    await sql`
      create index alerts_with_news_by_severity
      on alerts ((case alert ->> 'severity' when 'critical' then 0 when 'info' then 2 else 1 end), id) where news is not null;
      drop index alerts_with_news;
    `.execute(db)
  },
}
