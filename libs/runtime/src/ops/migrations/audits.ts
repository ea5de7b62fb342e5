import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Audits: what was asked for, how far each listing was read, and what differs. Ids, names of columns and counts; no values. */
export class Audits1764600000000 implements MigrationInterface {
  readonly name = 'Audits1764600000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ops.audit (
        id bigint generated always as identity primary key,
        connection_id text not null,
        resources text[],
        asked_at timestamptz not null default now(),
        begun_us bigint,
        finished_at timestamptz,
        state text not null default 'asked' check (state in ('asked', 'under way', 'done', 'withdrawn')),
        result jsonb
      );
      create index audit_open on ops.audit (connection_id, id) where finished_at is null;
      comment on column ops.audit.resources is 'Null means all.';
      comment on column ops.audit.begun_us is 'When a poller took it.';
      create table ops.audit_listing (
        audit_id bigint not null references ops.audit on delete cascade,
        listing text not null,
        resource text not null,
        started_us bigint,
        cursor text,
        done boolean not null default false,
        pages bigint not null default 0,
        records bigint not null default 0,
        unreadable bigint not null default 0,
        in_greenhouse bigint,
        in_tables bigint,
        refused text,
        primary key (audit_id, listing)
      );
      comment on column ops.audit_listing.started_us is 'Its first request.';
      comment on column ops.audit_listing.unreadable is 'Records of which something is a problem and no cell.';
      comment on column ops.audit_listing.in_greenhouse is 'Of the whole resource, counted after its last page; null beside further listings.';
      comment on column ops.audit_listing.refused is 'Why it was not asked.';
      create table ops.audit_difference (
        audit_id bigint not null references ops.audit on delete cascade,
        resource text not null,
        key text not null,
        what text not null check (what in ('missing', 'extra', 'different')),
        columns text[] not null default '{}',
        updated_at text,
        noticed_us bigint not null,
        asked_again_us bigint,
        questions int not null default 0,
        due_us bigint,
        primary key (audit_id, resource, key)
      );
      create index audit_difference_due on ops.audit_difference (audit_id, due_us) where due_us is not null;
      comment on column ops.audit_difference.due_us is 'When it is asked for by name; null once it was, and differed then as well.';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ops.audit_difference; drop table ops.audit_listing; drop table ops.audit')
  }
}
