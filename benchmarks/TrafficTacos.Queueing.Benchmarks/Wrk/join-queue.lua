-- Anybody joins the queue: always a new visitor.
wrk.method = "POST"
wrk.body = '{"event_id":"benchmark"}'
wrk.headers["Content-Type"] = "application/json"
