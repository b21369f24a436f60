// What Redis does in one step, in Lua. All keys have one hash tag: in a cluster they are in one slot.

/** Begins every key; `{juz}` is the hash tag. */
const PREFIX = "{juz}:";

/** A lease: `lease process`. */
export const leaseKey = (process: string): string => `${PREFIX}lease:${process}`;
/** A room's owner: a hash with `process` and `epoch`. */
export const ownerKey = (room: string): string => `${PREFIX}owner:${room}`;
/** What hosts decided about a room. */
export const accessKey = (room: string): string => `${PREFIX}access:${room}`;
/** Who belongs to a room's call. */
export const callKey = (room: string): string => `${PREFIX}call:${room}`;
/** The channel of a process. */
export const channelOf = (process: string): string => `${PREFIX}to:${process}`;
/** The set of rooms about which something was decided. */
export const DECIDED_KEY = `${PREFIX}decided`;
/** When Redis was empty last: whoever comes first writes it. */
export const BORN_KEY = `${PREFIX}born`;
/** Is there while decisions are being restored. */
export const RESTORING_KEY = `${PREFIX}restoring`;
/** The highest number of calls and lines that are over. */
export const FLOOR_KEY = `${PREFIX}floor`;

const HOUR_MS = 3_600_000;
/** How long Redis remembers the owner of a room who does not confirm it. */
export const OWNER_MS = HOUR_MS;
/** How long it keeps what nobody decided: that a room's own host was there. */
export const UNDECIDED_MS = 30 * 24 * HOUR_MS;
/** How long it keeps a call that nobody writes. */
export const CALL_MS = 7 * 24 * HOUR_MS;

/** An empty Redis waits so long for owners to say which rooms are theirs. */
export const SETTLE_MS = 1_500;
/** How long rooms wait for decisions that are being restored, after the last sign of it. */
export const RESTORING_MS = 2_000;

const NOW = `local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
`;

/** KEYS lease, decided, born; ARGV ttl → held, time, decided rooms, born. */
export const RENEW = `${NOW}
local held = redis.call('EXISTS', KEYS[1])
redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
redis.call('SET', KEYS[3], tostring(now), 'NX')
return {held, tostring(now), redis.call('SCARD', KEYS[2]), redis.call('GET', KEYS[3])}`;

/**
 * KEYS owner, lease, access, call, floor, born, restoring; ARGV process, beginning of lease keys,
 * ttl, settling time, 1 if the room belongs to somebody → owner, epoch, access, call, floor; an empty
 * owner: this process has no lease; "?": too early to tell. An owner without a lease is none.
 */
export const CLAIM = `${NOW}
local owner = redis.call('HGET', KEYS[1], 'process')
if owner and owner ~= ARGV[1] and redis.call('EXISTS', ARGV[2] .. owner) == 1 then
  return {owner}
end
if redis.call('EXISTS', KEYS[2]) == 0 then return {''} end
if not owner then
  local age = now - tonumber(redis.call('GET', KEYS[6]) or tostring(now))
  local restoring = ARGV[5] == '1' and redis.call('EXISTS', KEYS[3]) == 0 and
    redis.call('EXISTS', KEYS[7]) == 1
  if restoring or (age >= 0 and age < tonumber(ARGV[4])) then return {'?'} end
end
if owner ~= ARGV[1] then
  redis.call('HSET', KEYS[1], 'process', ARGV[1], 'epoch', tostring(now))
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
local epoch = redis.call('HGET', KEYS[1], 'epoch')
local floor = redis.call('GET', KEYS[5]) or '0'
return {ARGV[1], epoch, redis.call('GET', KEYS[3]) or '', redis.call('GET', KEYS[4]) or '', floor}`;

/**
 * KEYS owners; ARGV process, ttl, epochs → for each 1 if it is this process's own. A room that Redis
 * does not know is claimed again, and of two owners the one of the later epoch counts: Redis may have
 * come back with what it knew some time ago.
 */
export const VERIFY = `
local kept = {}
for i, key in ipairs(KEYS) do
  local known = redis.call('HMGET', key, 'process', 'epoch')
  local mine = not known[1] or known[1] == ARGV[1] or
    tonumber(known[2]) < tonumber(ARGV[i + 2])
  if mine then
    redis.call('HSET', key, 'process', ARGV[1], 'epoch', ARGV[i + 2])
    redis.call('PEXPIRE', key, ARGV[2])
  end
  kept[i] = mine and 1 or 0
end
return kept`;

/** KEYS owners; ARGV process. */
export const RELEASE = `
for _, key in ipairs(KEYS) do
  if redis.call('HGET', key, 'process') == ARGV[1] then redis.call('DEL', key) end
end
return 1`;

/** KEYS decided, restoring, then access of each; ARGV time of restoring, then room, turn, text of each. */
export const RESTORE = `
redis.call('SET', KEYS[2], '1', 'PX', ARGV[1])
for i = 3, #KEYS do
  local at = (i - 3) * 3 + 2
  local known = redis.call('GET', KEYS[i])
  local turn = -1
  if known then
    local ok, record = pcall(cjson.decode, known)
    turn = ok and type(record) == 'table' and tonumber(record.turn) or math.huge
  end
  if turn < tonumber(ARGV[at + 1]) then
    redis.call('SET', KEYS[i], ARGV[at + 2])
    redis.call('SADD', KEYS[1], ARGV[at])
  end
end
return 1`;

/** KEYS owner, access, decided; ARGV process, text, room, ttl ("" for a decision) → 1 if written. */
export const WRITE_ACCESS = `
if redis.call('HGET', KEYS[1], 'process') ~= ARGV[1] then return 0 end
if ARGV[4] == '' then
  redis.call('SET', KEYS[2], ARGV[2])
  redis.call('SADD', KEYS[3], ARGV[3])
else
  redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[4])
  redis.call('SREM', KEYS[3], ARGV[3])
end
return 1`;

/** KEYS owner, call; ARGV process, text, ttl → 1 if written. */
export const WRITE_CALL = `
if redis.call('HGET', KEYS[1], 'process') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return 1`;

/** KEYS owner, call, floor; ARGV process, floor → 1 if written. */
export const DELETE_CALL = `
if redis.call('HGET', KEYS[1], 'process') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[2])
if tonumber(redis.call('GET', KEYS[3]) or '0') < tonumber(ARGV[2]) then
  redis.call('SET', KEYS[3], ARGV[2])
end
return 1`;
