import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Ranges that are not the public internet (IANA's registries of special-purpose addresses, RFC 6890 and later). */
const IPV4 = `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`;
const IPV6 = `::/128 ::1/128 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 3fff::/20 5f00::/16 fc00::/7 fe80::/10
  fec0::/10 ff00::/8`;

const blocked = new BlockList();
for (const [list, family] of [
  [IPV4, 'ipv4'],
  [IPV6, 'ipv6'],
] as const) {
  for (const range of list.trim().split(/\s+/)) {
    const [net = '', bits] = range.split('/');
    blocked.addSubnet(net, Number(bits), family);
  }
}

/**
 * Is it an address of this machine, of a private network, or of none at all? Addresses of IPv4 that are written as
 * IPv6 (mapped, compatible, NAT64, 6to4) are judged by what they lead to. What is no address is private.
 */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (isIPv4(bare)) return blocked.check(bare, 'ipv4');
  if (!isIPv6(bare)) return true;
  const embedded = embeddedIPv4(bare);
  return embedded === null ? blocked.check(bare, 'ipv6') : blocked.check(embedded, 'ipv4');
}

function embeddedIPv4(address: string): string | null {
  const groups = groupsOf(address);
  const [a = 0, b = 0, c = 0] = groups;
  const zero = (from: number, to: number): boolean => groups.slice(from, to).every((group) => group === 0);
  const dotted = (high = 0, low = 0): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  if (a === 0x2002) return dotted(b, c);
  const mapped = zero(0, 5) && groups[5] === 0xffff;
  const compatible = zero(0, 6) && groups[6] !== 0;
  const nat64 = a === 0x64 && b === 0xff9b && zero(2, 6);
  return mapped || compatible || nat64 ? dotted(groups[6], groups[7]) : null;
}

/** All eight, however the address is abbreviated. */
function groupsOf(address: string): number[] {
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const read = (text = ''): number[] => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [first, last] = [read(head), read(tail)];
  return [...first, ...new Array<number>(Math.max(0, 8 - first.length - last.length)).fill(0), ...last];
}
