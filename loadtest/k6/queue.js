// Join, wait and enter without a log-in. The gateway needs QUEUE_REQUIRE_USER_TO_ENTER=false.
//
//   k6 run -e BASE_URL=http://localhost:8000 loadtest/k6/queue.js
import { enter, join, wait } from './gateway.js';

export const options = {
  scenarios: { visitors: { executor: 'per-vu-iterations', vus: 100, iterations: 1, maxDuration: '5m' } },
  thresholds: { checks: ['rate>0.99'], queue_places_gone: ['count==0'] },
};

export default function () {
  const token = join();
  if (token && wait(token)) {
    enter(token);
  }
}
