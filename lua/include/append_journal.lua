-- append_journal(q, p, kind, entry, ticket): adds a record to the audit trail, in the same script as the change it records. Not in a
-- small event.
local function append_journal(q, p, kind, entry, ticket)
  if p.is_small then return end
  redis.call('XADD', q.journal, 'MAXLEN', '~', p.journal_length, '*',
    'kind', kind, 'entry', entry, 'ticket', string.format('%.0f', ticket))
end
