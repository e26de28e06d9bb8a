import { BlockList, isIP } from 'node:net';

/** Which addresses of others Tandem may call: https and public, unless the operator says otherwise. */
export interface AddressPolicy {
  /** Plain http and private addresses are fine: the sandbox on this machine. */
  development: boolean;
  /** Hosts that may be called though their address is private. */
  allowedPrivateHosts: readonly string[];
}

// RFC 6890 and its IPv6 kin: this host, private, shared, loopback, link-local (cloud metadata), test, multicast, reserved.
const privateRanges: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const blocked = new BlockList();
for (const [network, prefix, family] of privateRanges) blocked.addSubnet(network, prefix, family);

export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || blocked.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

export function mayBePrivate(hostname: string, policy: AddressPolicy): boolean {
  return policy.development || policy.allowedPrivateHosts.includes(hostname.toLowerCase());
}

/** The address as a URL, or the reason it may not be called. Names are resolved, and checked again, by the caller. */
export function callableUrl(address: string, policy: AddressPolicy): URL | 'not_a_url' | 'not_https' | 'private' {
  if (address.length > 2048 || !URL.canParse(address)) return 'not_a_url';
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return 'not_a_url';
  if (url.protocol !== 'https:' && !(policy.development && url.protocol === 'http:')) return 'not_https';
  return isPrivateLiteral(url) && !mayBePrivate(url.hostname, policy) ? 'private' : url;
}

function isPrivateLiteral(url: URL): boolean {
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(literal) !== 0 && isPrivateAddress(literal);
}
