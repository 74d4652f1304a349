-- append_audit(q, p, who, what, detail): adds a record of what an operator did, in the same script as the change. Visitors' traffic never
-- trims it, and it is kept for 400 days.
local audit_retention = 34560000

local function append_audit(q, p, who, what, detail)
  redis.call('XADD', q.audit, '*', 'who', who, 'what', what, 'detail', detail)
  redis.call('EXPIRE', q.audit, audit_retention)
end
