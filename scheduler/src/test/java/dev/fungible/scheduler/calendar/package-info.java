@NullMarked
package dev.fungible.scheduler.calendar;

import org.jspecify.annotations.NullMarked;
