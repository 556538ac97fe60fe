/** Results for people and programs: terminal table, page, JSON, CSV and the reasons of moves. */
@NullMarked
package dev.fungible.simulator.report;

import org.jspecify.annotations.NullMarked;
