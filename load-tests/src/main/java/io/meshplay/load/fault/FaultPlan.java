package io.meshplay.load.fault;

/**
 * What a trial of one fault does.
 *
 * @param fault what goes wrong
 * @param seed of how long, how often and how much
 * @param rounds how often it begins and ends; for a power cut, how often it is cut
 * @param rooms designs that are written at once, by five writers each
 */
public record FaultPlan(Fault fault, long seed, int rounds, int rooms) {}
