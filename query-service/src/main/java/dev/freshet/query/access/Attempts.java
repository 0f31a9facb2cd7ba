package dev.freshet.query.access;

import dev.freshet.query.exchange.Problem;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;

/**
 * Wrong credentials, by address. An address that has tried too often is not listened to, except
 * with what was good from there before: behind one proxy or router the others go on, whoever among
 * them guesses. An IPv6 network of 64 bits counts as one address, for its owner has all of them.
 */
final class Attempts {
  private static final int MOST_ADDRESSES = 10_000;
  private static final int MOST_KNOWN = 20_000;
  private static final int MINUTE = 60;
  private static final int NETWORK_BYTES = 8;

  private final int perMinute;
  private final InstantSource clock;
  private final Eldest<String, Wrong> addresses = new Eldest<>(MOST_ADDRESSES);
  private final Eldest<String, Boolean> known = new Eldest<>(MOST_KNOWN);

  /** One address's. */
  private final class Wrong {
    private final Bucket left = new Bucket(perMinute, clock.instant());

    private synchronized boolean any(Instant now) {
      return left.left(rate(), perMinute, now) > 0;
    }

    private synchronized void one(Instant now) {
      left.take(rate(), perMinute, now);
    }

    private synchronized Duration wait(Instant now) {
      left.left(rate(), perMinute, now);
      return left.untilOne(rate());
    }
  }

  Attempts(int perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  private double rate() {
    return perMinute / (double) MINUTE;
  }

  /**
   * To be asked before a credential is looked at.
   *
   * @param tag stands for the credential
   * @throws Problem 429 where it is not looked at
   */
  void require(String address, String tag) {
    String network = network(address);
    if (!addresses.contains(network) || known.contains(network + ' ' + tag)) {
      return;
    }
    Wrong wrong = wrong(network);
    if (!wrong.any(clock.instant())) {
      throw RateHeaders.tooMany(
          "too many wrong keys or tokens came from this address",
          wrong.wait(clock.instant()),
          Map.of());
    }
  }

  void failed(String address) {
    wrong(network(address)).one(clock.instant());
  }

  void passed(String address, String tag) {
    known.get(network(address) + ' ' + tag, () -> true);
  }

  private Wrong wrong(String network) {
    return addresses.get(network, Wrong::new);
  }

  /** How many addresses are remembered. */
  int addresses() {
    return addresses.size();
  }

  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // A literal: nobody is asked for a name.
      return InetAddress.getByName(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES)
          : address;
    } catch (UnknownHostException _) {
      return address;
    }
  }
}
