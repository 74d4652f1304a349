/** Waits in the queue of an event until it is the visitor's turn: docs/front-end.md. */
export function waitForTurn(options: WaitOptions): Promise<Turn>;

export interface WaitOptions {
  /** The event. */
  event: string;
  /** The address of the queue. Default `/_waiting-room/queue`, which `UseWaitingRoom()` serves; that of the gateway is `/api/v1/queue`. */
  api?: string;
  /** Whether to turn the pass into a session, for more than one request to the shop. Default false. */
  session?: boolean;
  /** As in `fetch`. Default `same-origin`; `include` for a queue of another origin whose cookies count. */
  credentials?: RequestCredentials;
  /** Is told each answer to a question for the status. */
  onUpdate?(place: Place): void;
  /**
   * Is told why a request is repeated: `offline`, `no answer`, an error code, or `HTTP` and a status. Before people may join it is
   * `EVENT_NOT_OPEN`, with the answer that says when.
   */
  onTrouble?(reason: string, answer?: NotOpen): void;
  /** The headers of the visitor's log-in; asked before each join and enter, so a refreshed token counts. */
  login?(): Record<string, string> | Promise<Record<string, string>>;
  /** Ends the wait. */
  signal?: AbortSignal;
}

/** An answer of join before people may join, or while they may not. Times are ISO 8601 texts. */
export interface NotOpen {
  phase: 'scheduled' | 'gathering' | 'open' | 'closed';
  mode: string;
  message?: string;
  gather_at?: string;
  opens_at?: string;
  [member: string]: unknown;
}

/** A pass, good for one successful request, or a session. */
export interface Turn {
  /** Send it as `X-Reservation-Token` within `ttlSec` seconds. */
  reservationToken?: string;
  ttlSec?: number;
  /** Send it as `X-Waiting-Room-Session`, where the cookie does not go. */
  sessionToken?: string;
  sessionId?: string;
  expiresInSec?: number;
  /** The latest time to which the session can last, as an ISO 8601 text. */
  extendableUntil?: string;
}

/** An answer of `GET /queue/status`: docs/http-api.md has all members. Unknown ones may come. */
export interface Place {
  status: 'waiting' | 'ready' | 'admitted';
  /** 1 is the front; 0 before the draw. */
  position: number;
  /** The expected wait in seconds: the median and the 90th percentile. */
  eta_sec: number;
  eta_p90_sec: number;
  /** How reliable that is, 0 to 1. */
  eta_confidence: number;
  waiting_time: number;
  queue_length: number;
  ready_for_entry: boolean;
  enter_within_sec?: number;
  paused: boolean;
  shoppers_full: boolean;
  phase: 'scheduled' | 'gathering' | 'open' | 'closed';
  mode: string;
  message?: string;
  opens_at?: string;
  draw_number?: number;
  support_code?: string;
  poll_after_ms: number;
  [member: string]: unknown;
}

/** The queue refused, and asking again would not help. */
export class QueueError extends Error {
  status: number;
  /** The error code of docs/http-api.md; empty if there is none. */
  code: string;
  traceId: string;
}
