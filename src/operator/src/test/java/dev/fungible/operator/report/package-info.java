@NullMarked
package dev.fungible.operator.report;

import org.jspecify.annotations.NullMarked;
