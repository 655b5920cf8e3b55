# Lists what failed in a report of xunit: for each test (or fixture) its name, the first lines of its message and where it happened.
#   LC_ALL=C awk -f build/failures.awk artifacts/test-results/*.xml
# One record for each tag: xunit escapes "<" in attributes and text alike, so none stands inside them.
BEGIN { RS = "<"; longest = 300; most = 8 }

/^assembly / {
  assembly = attribute("name")
  sub(/.*\//, "", assembly)
  sub(/\.dll$/, "", assembly)
}

/^(test|error) / { name = attribute("name") }

/^message>/ {
  printf "FAIL %s: %s\n", assembly, name
  sub(/^message>/, "")
  lines = split(plain($0), line, "\n")
  for (i = 1; i <= lines && i <= most; i++) print "     " shortened(line[i])
}

# The first frame with a line number is ours; the rest of the trace stands in the log above.
/^stack-trace>/ {
  lines = split(plain($0), line, "\n")
  for (i = 1; i <= lines; i++)
    if (line[i] ~ / in .*:line [0-9]+/) {
      sub(/.* in /, "", line[i])
      print "     in " line[i]
      break
    }
}

function attribute(key,   text) {
  if (!match($0, " " key "=\"[^\"]*\"")) return ""
  text = substr($0, RSTART, RLENGTH)
  sub(/^[^"]*"/, "", text)
  sub(/"$/, "", text)
  return plain(text)
}

function plain(text) {
  gsub(/&lt;/, "<", text)
  gsub(/&gt;/, ">", text)
  gsub(/&quot;/, "\"", text)
  gsub(/&#x[Dd];|\r/, "", text)
  gsub(/&#x[Aa];/, "\n", text)
  gsub(/&amp;/, "\\&", text)
  gsub(/\\"/, "\"", text)
  gsub(/\\\\/, "\\", text)
  return text
}

# Bytes are counted; a letter cut in half goes altogether.
function shortened(text) {
  if (length(text) <= longest) return text
  text = substr(text, 1, longest)
  sub(/[\300-\377][\200-\277]*$/, "", text)
  return text "..."
}
