-- append_journal(journal, p, kind, entry, ticket): adds a record to the audit trail, in the same script as the change it records.
local function append_journal(journal, p, kind, entry, ticket)
  redis.call('XADD', journal, 'MAXLEN', '~', p.journal_length, '*',
    'kind', kind, 'entry', entry, 'ticket', ticket)
end
