# Prints what the failing tests of a verbose run said, each under its name: lines are
# kept by the test that "=== RUN" or "=== NAME" named last.
/^=== (RUN|NAME|CONT|PAUSE) / { test = $3; next }
/^ *--- FAIL: / { failed[$3] = 1; order[++n] = $3 }
/^ *--- / { next }
/^(FAIL|ok|PASS|\?)/ { test = ""; next }
test != "" && count[test] < 200 { count[test]++; said[test] = said[test] $0 "\n" }
END {
	for (i = 1; i <= n; i++)
		if (said[order[i]] != "") printf "--- %s\n%s", order[i], said[order[i]]
}
