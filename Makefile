# Short names for the usual work; Meson does the building. `make` leaves the program at
# build/tideline, `make demo` shows what it does.
DEMO ?= demo/pulling_away.txt
# Seconds each fuzz target runs in `make fuzz`.
FUZZ_SECONDS ?= 60

all:
	@tools/setup build
	@tools/configure build
	@ninja -C build
	@ln -sf src/cli/tideline build/tideline

demo: all
	@mkdir -p build/demo
	@build/tideline read $(DEMO) --json build/demo/report.json </dev/null
	@build/tideline read $(DEMO) </dev/null >build/demo/report.txt
	@echo
	@echo "The chat is $(DEMO). The report above is in build/demo/report.txt, as data in build/demo/report.json."
	@if tools/setup build web && tools/build_web; then \
		build/tideline read $(DEMO) --quiet --html build/demo/report.html </dev/null >build/demo/answer.txt && \
		echo "As a page that needs no connection it is in build/demo/report.html."; \
	else echo "The page could not be made, for the reason above. The report is whole without it."; fi

# The page, build/web/tideline.html, which `tideline read --html` fills.
web: all
	@tools/setup build web
	@tools/build_web

test:
	@tools/setup build test web page
	@tools/build_web
	@tools/configure build -Dtests=true -Dfuzz=replay -Dweb_tests=true
	@ninja -C build
	@ln -sf src/cli/tideline build/tideline
	@meson test -C build --no-rebuild --print-errorlogs

check-all:
	@tools/check-all

# Names the help lines whose official page somebody should look at again before a release.
release-check:
	@tools/release_check

bench:
	@tools/setup build bench
	@tools/setup web page && tools/build_web || echo "The page could not be made and is left out."
	@tools/configure build -Dbench=true
	@ninja -C build
	@ln -sf src/cli/tideline build/tideline
	@bench/run $(BENCH)

fuzz:
	@tools/setup build fuzz
	@CC=clang-19 tools/configure build-fuzz -Dtests=false -Dfuzz=libfuzzer -Db_lundef=false \
		-Dbuildtype=debugoptimized -Db_sanitize=address,undefined
	@ninja -C build-fuzz
	@tools/fuzz build-fuzz $(FUZZ_SECONDS)

# Rewrites our C files in the project's style; tools/check-all says when one is not.
format:
	@tools/setup check
	@tools/sources | xargs clang-format-14 -i

# Makes the calibration of the probability again from simulated chats. Takes hours.
calibrate: all
	@tools/calibrate build

clean:
	rm -rf build build-*

.PHONY: all demo web test check-all release-check bench fuzz format calibrate clean
