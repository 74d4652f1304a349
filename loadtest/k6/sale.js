// The whole sale: wait, enter, reserve, pay, confirm, each iteration as another buyer. For a gateway in Development.
//
//   k6 run -e BASE_URL=http://localhost:8000 loadtest/k6/sale.js
import { check } from 'k6';
import { Counter } from 'k6/metrics';
import { buyer, enter, eventId, join, post, text, wait } from './gateway.js';

export const options = {
  scenarios: { buyers: { executor: 'per-vu-iterations', vus: 50, iterations: 2, maxDuration: '10m' } },
  thresholds: { checks: ['rate>0.99'], orders: ['count>0'] },
};

const orders = new Counter('orders');

export default function () {
  // One name for the whole sale, because a reservation belongs to who made it.
  const user = { Authorization: 'Bearer load-test-bypass-token', 'X-Load-Test-User': `${eventId}-${buyer()}` };
  const key = (/** @type {string} */ step) => ({ ...user, 'Idempotency-Key': `${eventId}-${buyer()}-${step}` });

  const token = join(user);
  if (!token || !wait(token)) {
    return;
  }
  const pass = enter(token, user);
  const reserved = post('/reservations', { event_id: eventId, quantity: 1, reservation_token: pass }, key('reserve'));
  if (!check(reserved, { 'reserve is 202': response => response.status === 202 })) {
    return;
  }
  const reservation = text(reserved, 'reservation_id');
  const amount = Number(text(reserved, 'total_amount.amount'));
  const intent = post('/payment/intent', { reservation_id: reservation, amount }, key('intent'));
  check(intent, { 'intent is 200': response => response.status === 200 });
  const payment = text(intent, 'payment_intent_id');
  const paid = post('/payment/process', { payment_intent_id: payment, action: 'approve' }, key('process'));
  check(paid, { 'payment is completed': response => text(response, 'status') === 'COMPLETED' });
  const confirmed = post(`/reservations/${reservation}/confirm`, { payment_intent_id: payment }, key('confirm'));
  if (check(confirmed, { 'confirm is 200': response => response.status === 200 && text(response, 'order_id') !== '' })) {
    orders.add(1);
  }
}
