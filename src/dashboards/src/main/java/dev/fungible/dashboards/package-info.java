/** What Grafana shows of a fleet, as code: four dashboards, and how they become JSON. */
@NullMarked
package dev.fungible.dashboards;

import org.jspecify.annotations.NullMarked;
