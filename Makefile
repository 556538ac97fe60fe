# One word for each thing that people do with this project. `make` alone lists them.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# Maven runs on the JDK that compiles where there is one; else it finds a toolchain, or says what is missing.
JDK = $(shell .mvn/find-jdk 25)
MVN = $(if $(JDK),JAVA_HOME='$(JDK)' )./mvnw -B $(MAVEN_ARGS)
# Only warnings and errors are printed, and in `make test` what the tests say.
LOG = -Dorg.slf4j.simpleLogger
WARNINGS = $(LOG).defaultLogLevel=warn $(LOG).log.org.apache.maven.plugins.dependency=error
QUIET = MAVEN_OPTS='$(MAVEN_OPTS) $(WARNINGS)'
TESTS = MAVEN_OPTS='$(MAVEN_OPTS) $(WARNINGS) $(LOG).log.org.apache.maven.plugin.surefire=info $(LOG).log.org.apache.maven.plugin.failsafe=info'

.PHONY: help build demo ablation image manifests test bench bench-cluster bench-image cluster cluster-down format clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## compile everything; target/fungible is then the command
	@$(QUIET) $(MVN) package -Dmaven.test.skip=true
	@echo "Built target/fungible"

demo: build ## build, then simulate the embedded sample and write a report
	@target/fungible simulate --demo --html target/demo/report.html --records target/demo/records.jsonl

ablation: build ## what each policy and guardrail is worth; DEMAND=D.csv JOBS=J.csv for traces of your own
	@mkdir -p target/ablation
	@target/fungible sweep deploy/sweeps/ablation.yaml $(if $(DEMAND),--demand '$(DEMAND)' --jobs '$(JOBS)',--demo) \
	  --results target/ablation/results.jsonl --differences target/ablation/ablation.md $(ABLATION_ARGS)
	@cat target/ablation/ablation.md

image: ## build the container image for amd64 and arm64 into target/image, without a container runtime
	@IMAGE_REQUIRED=true IMAGE_REVISION=true $(QUIET) $(MVN) -pl src/image -am pre-integration-test \
	  -Dmaven.test.skip=true -Dimage.skip=false -Dimage.platforms=amd64,arm64 -Dimage.simulator=true $(IMAGE_ARGS)

manifests: ## write what is made from the chart, and what the chart has of other files
	@src/e2e/helm/install > /dev/null
	@$(QUIET) $(MVN) -pl src/e2e -am verify -Dtest='ChartFilesTest,ManifestsTest' \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.refresh=true

test: ## compile, run all tests, check format and architecture
	@find . -type d \( -name surefire-reports -o -name failsafe-reports \) -path '*/target/*' -prune -exec rm -rf {} +
	@$(TESTS) $(MVN) verify; status=$$?; .mvn/count-tests; exit $$status

bench: ## run the benchmarks; BENCH_ARGS="CycleBenchmark -f 1" narrows them
	@$(QUIET) $(MVN) -Pbench -pl src/benchmarks -am package -Dmaven.test.skip=true -Dbench.args='$(BENCH_ARGS)'

bench-cluster: ## measure the operator on a real control plane; BENCH_ARGS="--only gangs" narrows it
	@$(QUIET) $(MVN) -Pbench -pl src/benchmarks -am package -Dmaven.test.skip=true \
	  -Dbench.main=dev.fungible.benchmarks.cluster.ClusterBenchmark -Dbench.args='$(BENCH_ARGS)'

bench-image: build ## what each part of the image is worth, on a real control plane; BENCH_ARGS=9 for more starts
	@IMAGE_REQUIRED=true $(QUIET) $(MVN) -pl src/image -am pre-integration-test -Dmaven.test.skip=true -Dimage.skip=false
	@$(QUIET) $(MVN) -Pbench -pl src/benchmarks -am package -Dmaven.test.skip=true \
	  -Dbench.main=dev.fungible.benchmarks.image.ImageBenchmark -Dbench.args='$(BENCH_ARGS)'

cluster: ## start a Kubernetes control plane with 64 simulated nodes and sample work, in the background
	@$(QUIET) $(MVN) -pl src/e2e -am package dependency:build-classpath -Dmaven.test.skip=true \
	  -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
	@src/e2e/cluster up

cluster-down: ## stop it
	@src/e2e/cluster down

format: ## rewrite the sources in google-java-format
	@$(QUIET) $(MVN) spotless:apply

clean: ## remove all that was built
	@$(QUIET) $(MVN) clean
