package io.alternator.http.internal.testkit.value;

import java.math.BigDecimal;

/** DynamoDB's numbers: 38 digits, with magnitudes from 1E-130 up to 1E126. */
final class Numbers {
    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;

    private Numbers() {}

    /** The one text of this number that equal numbers share. */
    static String canonical(String text) {
        BigDecimal number = parse(text);
        if (number.signum() == 0) {
            return "0";
        }
        if (number.precision() > MAX_DIGITS) {
            throw RequestException.invalid("Attempting to store more than 38 significant digits in a Number");
        }
        long exponent = (long) number.precision() - number.scale() - 1;
        if (exponent > MAX_EXPONENT) {
            throw RequestException.invalid(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (exponent < MIN_EXPONENT) {
            throw RequestException.invalid(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        return number.toPlainString();
    }

    private static BigDecimal parse(String text) {
        try {
            return new BigDecimal(text).stripTrailingZeros();
        } catch (NumberFormatException | ArithmeticException e) {
            throw RequestException.invalid("The parameter cannot be converted to a numeric value: " + text);
        }
    }
}
