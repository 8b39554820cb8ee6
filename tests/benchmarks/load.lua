-- One thread of form POSTs for wrk. Arguments: path, file of bodies, file of headers, file for the outcome,
-- "once" or "repeat". Every body is sent in its turn, so each request is an act of its own.
local bodies, turn, path, headers, again = {}, 0, nil, {}, false

function setup(thread)
  outcome_of = thread
end

function init(args)
  path = args[1]
  for line in io.lines(args[2]) do bodies[#bodies + 1] = line end
  for line in io.lines(args[3]) do
    local name, value = line:match("^([^:]+): (.*)$")
    headers[name] = value
  end
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  outcome = args[4]
  again = args[5] == "repeat"
  bad = 0
end

function request()
  turn = turn + 1
  if turn > #bodies and again then turn = 1 end
  if turn > #bodies then
    wrk.thread:stop()
    turn = #bodies
  end
  return wrk.format("POST", path, headers, bodies[turn])
end

function response(status)
  if status < 200 or status > 299 then bad = bad + 1 end
end

function done(summary, latency)
  local errors = summary.errors
  local file = io.open(outcome_of:get("outcome"), "w")
  file:write(string.format(
    '{"completed": %d, "failed": %d, "microseconds": %d, "p50": %d, "p99": %d}',
    summary.requests,
    outcome_of:get("bad") + errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration, latency:percentile(50), latency:percentile(99)))
  file:close()
end
