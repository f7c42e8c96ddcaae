/** Every change that the AI may see goes through here, in its own transaction. */
export const BUMP_REVISION = `
  insert into knowledge_state as s (tenant_id, revision) values ($1, 1)
  on conflict (tenant_id) do update set revision = s.revision + 1`;

export const REVISION = 'select revision from knowledge_state where tenant_id = $1';

const NEWEST = 'v.tenant_id = d.tenant_id and v.document_id = d.id and v.version = d.version';

/**
 * One statement, so that articles and revision belong together; without articles a row with the revision alone. Chunks
 * come as one array per document: a join would repeat the document with each.
 */
export const SNAPSHOT = `
  select coalesce((select revision from knowledge_state where tenant_id = $1), 0)::text as revision, answering.*
  from (select 1) as always left join (
  select d.id, d.version, v.title, v.url, v.audience, v.language, v.made_at, '' as text,
         coalesce((
           select jsonb_agg(jsonb_build_object('id', c.id, 'headings', c.headings, 'text', c.text) order by c.n)
           from knowledge_chunks c
           where c.tenant_id = d.tenant_id and c.document_id = d.id and c.version = d.version), '[]') as chunks
  from knowledge_documents d
  join knowledge_sources s on s.tenant_id = d.tenant_id and s.name = d.source
  join knowledge_versions v on ${NEWEST}
  where d.tenant_id = $1 and d.state = 'live' and s.state = 'on' and v.audience = $2
  ) as answering on true
  order by answering.id`;

export const SOURCES = `
  select s.name, s.kind, s.location, s.options, s.state, s.report, s.synced_at,
         count(distinct d.id)::int as documents, count(c.n)::int as chunks
  from knowledge_sources s
  left join knowledge_documents d on d.tenant_id = s.tenant_id and d.source = s.name and d.state = 'live'
  left join knowledge_chunks c on c.tenant_id = d.tenant_id and c.document_id = d.id and c.version = d.version
  where s.tenant_id = $1
  group by s.tenant_id, s.name order by s.name`;

/** Returns nothing where nothing is new. */
export const SAVE_SOURCE = `
  insert into knowledge_sources as s (tenant_id, name, kind, location, options) values ($1, $2, $3, $4, $5)
  on conflict (tenant_id, name) do update
    set kind = excluded.kind, location = excluded.location, options = excluded.options, state = 'on'
    where (s.kind, s.location, s.options, s.state) is distinct from
          (excluded.kind, excluded.location, excluded.options, 'on')
  returning 1`;

export const SET_SOURCE_STATE = `
  update knowledge_sources set state = $3 where tenant_id = $1 and name = $2 and state <> $3 returning 1`;

export const FINISH_SYNC = `
  update knowledge_sources set report = $3, synced_at = clock_timestamp() where tenant_id = $1 and name = $2`;

export const KNOWN = `
  select d.key, d.id, d.state, d.by_hand, d.fetched, v.hash
  from knowledge_documents d join knowledge_versions v on ${NEWEST}
  where d.tenant_id = $1 and d.source = $2`;

/** Version 0 is a document without a text: only while the transaction runs that gives it one. */
export const OPEN_DOCUMENT = `
  insert into knowledge_documents (tenant_id, id, source, key, version) values ($1, $2, $3, $4, 0)
  on conflict do nothing`;

export const LOCK_DOCUMENT = `
  select d.version, d.state, d.by_hand, v.hash
  from knowledge_documents d left join knowledge_versions v on ${NEWEST}
  where d.tenant_id = $1 and d.id = $2 for update of d`;

export const ADD_VERSION = `
  insert into knowledge_versions (tenant_id, document_id, version, title, url, audience, language, text, hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

export const ADD_CHUNKS = `
  insert into knowledge_chunks (tenant_id, document_id, version, n, id, headings, text)
  select $1, $2, $3, c.n - 1, c.value ->> 'id',
         array(select jsonb_array_elements_text(c.value -> 'headings')), c.value ->> 'text'
  from jsonb_array_elements($4::jsonb) with ordinality as c (value, n)`;

export const SET_DOCUMENT = `
  update knowledge_documents set version = $3, state = $4, by_hand = $5, fetched = $6 where tenant_id = $1 and id = $2`;

export const REMOVE_KEYS = `
  update knowledge_documents set state = 'removed'
  where tenant_id = $1 and source = $2 and key = any ($3) and state = 'live' and not by_hand returning 1`;

export const SET_DOCUMENT_STATE = `
  update knowledge_documents set state = $3, by_hand = $4
  where tenant_id = $1 and id = $2 and (state, by_hand) is distinct from ($3, $4) returning 1`;

export const DOCUMENTS = `
  select d.id, d.source, d.version, d.state, d.by_hand, d.state = 'live' and s.state = 'on' as answers,
         v.title, v.url, v.audience, v.language, v.text, v.made_at
  from knowledge_documents d
  join knowledge_sources s on s.tenant_id = d.tenant_id and s.name = d.source
  join knowledge_versions v on ${NEWEST}
  where d.tenant_id = $1 order by d.source, d.state, d.id`;

export const VERSIONS = `
  select document_id as id, version, title, url, audience, language, text, made_at
  from knowledge_versions where tenant_id = $1 and document_id = $2 order by version desc`;

export const CHUNKS = `
  select id, headings, text from knowledge_chunks
  where tenant_id = $1 and document_id = $2 and version = $3 order by n`;

/** Pages of conversations: a few at a time, so that no statement is long. */
export const TALKS = `
  select c.id, c.state ->> 'language' as language,
         coalesce((
           select jsonb_agg(jsonb_build_object('reason', h.reason, 'at', extract(epoch from h.requested_at) * 1000)
                            order by h.requested_at)
           from handoffs h
           where h.tenant_id = c.tenant_id and h.conversation_id = c.id and h.requested_at >= $2), '[]') as handoffs
  from conversations c
  where c.tenant_id = $1 and ($3::uuid is null or c.id > $3) and c.updated_at >= $2
    and (exists (select 1 from messages m
                 where m.tenant_id = c.tenant_id and m.conversation_id = c.id and m.answer is not null and m.at >= $2)
      or exists (select 1 from handoffs h
                 where h.tenant_id = c.tenant_id and h.conversation_id = c.id and h.reason = 'could_not_answer'
                   and h.requested_at >= $2))
  order by c.id limit $4`;
