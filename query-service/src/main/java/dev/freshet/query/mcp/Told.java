package dev.freshet.query.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a tool answers.
 *
 * @param text for the model
 * @param structure the same for a program
 */
record Told(String text, ObjectNode structure) {}
