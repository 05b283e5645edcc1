-- Prints what wrk measured as one line of JSON: microseconds, counts.
local line = '{"requests": %d, "duration_us": %d, "p50_us": %d, "p95_us": %d, '
   .. '"not_2xx": %d, "broken": %d}\n'

function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(line, summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(95),
      errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
