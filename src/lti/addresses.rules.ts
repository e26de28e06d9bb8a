import { BlockList, isIP } from 'node:net';

/** Which addresses of others Tandem may call: https and public, unless the operator says otherwise. */
export interface AddressPolicy {
  /** Plain http and private addresses are fine: the sandbox on this machine. */
  development: boolean;
  /** Hosts that may be called though their address is private. */
  allowedPrivateHosts: readonly string[];
}

// IANA's special-purpose registries (RFC 6890): this host, private, shared, loopback, link-local (cloud metadata), test,
// multicast, reserved. Of IPv6 only 2000::/3 is public, without Teredo, 6to4 and the pages of books; an IPv4 address inside
// an IPv6 one (mapped, compatible, NAT64) is outside of that.
const privateRanges: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 3, 'ipv6'],
  ['4000::', 2, 'ipv6'],
  ['8000::', 1, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
];

// One list for each: Node takes IPv4 addresses for mapped ones when it compares them with IPv6 ranges.
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix, family] of privateRanges) blocked[family].addSubnet(network, prefix, family);

export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return family === 6 ? blocked.ipv6.check(address, 'ipv6') : blocked.ipv4.check(address, 'ipv4');
}

export function mayBePrivate(hostname: string, policy: AddressPolicy): boolean {
  return policy.development || policy.allowedPrivateHosts.includes(bare(hostname.toLowerCase()));
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
  const literal = bare(url.hostname);
  return isIP(literal) !== 0 && isPrivateAddress(literal);
}

/** An IPv6 address stands in brackets in a URL, and without in a list. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
