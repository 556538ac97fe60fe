/** What a decision was made from as JSON, and what was decided as text; both byte for byte. */
@NullMarked
package dev.fungible.snapshot;

import org.jspecify.annotations.NullMarked;
