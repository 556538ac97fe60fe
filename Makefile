# One word for each thing that people do with this project. `make` alone lists them.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# Maven runs on the JDK that compiles where there is one; else it finds a toolchain, or says what is missing.
JDK = $(shell .mvn/find-jdk 25)
MVN = $(if $(JDK),JAVA_HOME='$(JDK)' )./mvnw -B $(MAVEN_ARGS)
# Only warnings, errors and what the tests say.
BRIEF = MAVEN_OPTS='$(MAVEN_OPTS) -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.failsafe=info'

.PHONY: help build demo test bench format clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## compile everything; target/fungible is then the command
	@$(MVN) -q package -Dmaven.test.skip=true
	@echo "Built target/fungible"

demo: build ## build, then simulate the embedded sample and write a report
	@target/fungible simulate --demo

test: ## compile, run all tests, check format and architecture
	@find . -type d \( -name surefire-reports -o -name failsafe-reports \) -path '*/target/*' -prune -exec rm -rf {} +
	@$(BRIEF) $(MVN) verify; status=$$?; .mvn/count-tests; exit $$status

bench: ## run the benchmarks; BENCH_ARGS="CycleBenchmark -f 1" narrows them
	@$(MVN) -q -Pbench -pl src/benchmarks -am package -Dmaven.test.skip=true -Dbench.args='$(BENCH_ARGS)'

format: ## rewrite the sources in google-java-format
	@$(MVN) -q spotless:apply

clean: ## remove all that was built
	@$(MVN) -q clean
