-- Joins without a user: each request is a new visitor.
wrk.method = "POST"
wrk.body = '{"event_id":"benchmark"}'
wrk.headers["Content-Type"] = "application/json"
