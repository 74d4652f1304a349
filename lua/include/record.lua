-- record(journal, p, kind, entry, ticket): one line of the audit trail, in the same script as the change itself.
local function record(journal, p, kind, entry, ticket)
  redis.call('XADD', journal, 'MAXLEN', '~', p.journal, '*',
    'kind', kind, 'entry', entry, 'ticket', ticket)
end
