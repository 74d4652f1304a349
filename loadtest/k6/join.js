// Everybody joins, each iteration as another buyer under one bearer token.
//
//   k6 run -e BASE_URL=http://localhost:8000 loadtest/k6/join.js
import { join } from './gateway.js';

export const options = {
  scenarios: { crowd: { executor: 'constant-arrival-rate', rate: 200, timeUnit: '1s', duration: '30s', preAllocatedVUs: 50, maxVUs: 500 } },
  thresholds: { checks: ['rate>0.99'], http_req_duration: ['p(99)<500'] },
};

const bearer = { Authorization: `Bearer ${__ENV.BEARER || 'dev-super-key-local-testing'}`, 'X-Load-Test': 'true' };

export default function () {
  join(bearer);
}
