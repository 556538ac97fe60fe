/** The recorded past of a cluster under other configurations, with how sure that is. */
@NullMarked
package dev.fungible.simulator.replay;

import org.jspecify.annotations.NullMarked;
