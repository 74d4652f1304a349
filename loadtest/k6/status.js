// Many wait, and ask as they are told.
//
//   k6 run -e BASE_URL=http://localhost:8000 loadtest/k6/status.js
import { join, poll } from './gateway.js';
import { sleep } from 'k6';

export const options = {
  scenarios: { waiting: { executor: 'constant-vus', vus: 200, duration: '60s' } },
  thresholds: { checks: ['rate>0.99'], http_req_duration: ['p(99)<300'] },
};

// Each virtual user is one visitor, who keeps the place.
let token = '';

export default function () {
  token = token || join();
  if (poll(token) !== 'waiting') {
    sleep(2); // a visitor who is ready and does not enter loses the turn, and finds it again by asking
  }
}
