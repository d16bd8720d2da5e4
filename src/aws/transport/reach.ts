import { regionOfPool } from '../connection/checks.ts';
import type { Connection } from '../connection/connection.ts';
import { serviceHost, type Service } from '../connection/hosts.ts';
import { AwsFault } from '../fault.ts';
import type { FilePut, Network } from './network.ts';

/** How the calls of a connection travel. What is signed is always AWS's own address (or the endpoint); a proxy only carries it. */
export interface Reach {
  /** The address of a service for which calls are signed, without a slash at its end. */
  baseOf(service: Service): string;
  regionOf(service: Service): string;
  /** Where a request for this address is sent to. */
  route(url: string): string;
  /**
   * Sends a request by the connection's way. An answer of any status is an answer.
   * @throws TypeError where none came, DOMException TimeoutError where it took too long: `explain` says what that was
   */
  send(url: string, init: RequestInit): Promise<Response>;
  /** PUTs a file by the connection's way, however long it takes. */
  put(url: string, file: FilePut, sent: (bytes: number) => void): Promise<Response>;
  readonly pageOrigin: string;
  /** Finds out why no answer came from an address. */
  explain(url: string, error: unknown): Promise<AwsFault>;
}

export interface ReachOptions {
  readonly connection: Connection;
  readonly network: Network;
  /** Of the page: a proxy may be given by its path. */
  readonly pageOrigin: string;
  /** How long a call may take, in milliseconds. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 20_000;

export function createReach({ connection, network, pageOrigin, patienceMs = PATIENCE_MS }: ReachOptions): Reach {
  const { transport, transportUrl = '', region } = connection;
  const proxy = transport === 'proxy' ? trimSlash(new URL(transportUrl, pageOrigin).href) : undefined;
  const regionOf = (service: Service): string =>
    (service === 'cognito-identity' ? regionOfPool(connection.identityPoolId ?? '') : service === 'cognito-idp' ? regionOfPool(connection.userPoolId ?? '') : undefined) ?? region;
  // Only Step Functions goes through the proxy: Cognito, STS and S3 answer pages of any origin themselves.
  const proxied = serviceHost('states', region);
  const route = (url: string): string => {
    if (proxy === undefined) return url;
    const { host, pathname, search } = new URL(url);
    return host === proxied ? `${proxy}/${host}${pathname}${search}` : url;
  };
  // Who once answered readably allows this page: what fails there later is the network.
  const readable = new Set<string>();
  return {
    baseOf: (service) => (transport === 'endpoint' ? trimSlash(transportUrl) : `https://${serviceHost(service, regionOf(service))}`),
    regionOf,
    route,
    async send(url, init) {
      const limit = AbortSignal.timeout(patienceMs);
      const response = await network.fetch(route(url), { ...init, credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer', signal: init.signal ? AbortSignal.any([init.signal, limit]) : limit });
      readable.add(new URL(route(url)).origin);
      return response;
    },
    pageOrigin,
    put: (url, file, sent) => network.put(route(url), file, sent),
    explain: (url, error) => explain(route(url), error, network, patienceMs, readable),
  };
}

async function explain(url: string, error: unknown, network: Network, patienceMs: number, readable: ReadonlySet<string>): Promise<AwsFault> {
  if (error instanceof AwsFault) return error;
  const { host, origin } = new URL(url);
  const detail = error instanceof Error ? `${error.name}: ${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ''}` : String(error);
  const more = { detail, cause: error };
  if (error instanceof Error && error.name === 'AbortError') return new AwsFault('cancelled', 'It was cancelled.', 'Start it again when you want it.', more);
  // Without its cause: the SDK would look into it, and try again.
  if (error instanceof Error && error.name === 'TimeoutError') return new AwsFault('timeout', `${host} did not answer within ${Math.round(patienceMs / 1000)} seconds.`, 'Try again; a slow network or a proxy in between may be the reason.', { detail });
  if (network.wasForbidden(url)) return new AwsFault('page-policy', `This page may not call ${host}: its Content-Security-Policy does not name it.`, `Whoever hosts this page adds ${origin} to "allow" in its config.json.`, more);
  if (!network.online()) return new AwsFault('unreachable', 'This computer is offline.', 'Connect it to the network; nothing of the drawing is lost.', more);
  // Without CORS a page may still send, it only cannot read: if that works the server is there.
  const there = !readable.has(origin) && (await network.fetch(origin, { mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(Math.min(patienceMs, 5_000)) }).then(() => true, () => false));
  if (there) return new AwsFault('cors', `${host} is there, but does not let a page of this origin read its answers (CORS).`, 'Choose the transport "proxy" in this connection, or one that does not need it.', more);
  return new AwsFault('unreachable', `${host} cannot be reached: its name does not resolve, or the connection was cut.`, 'Check the network, the region of this connection and the address of its proxy or endpoint.', more);
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
