// From amperes to the numbers that a stepper driver takes for them, and back.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Currents are root mean squares, in A.  A chip divides a full scale into 32 steps (CS).  The full
// scale itself comes from a sense resistor with a choice of two voltages (VSENSE), from a sense
// resistor and a scaler of 256 steps, or from a reference resistor and such a scaler.
#pragma once

#include <optional>
#include <vector>

#include "chips/stepper_driver.hpp"

namespace escapement::chips {

// A full scale that is chosen from two by VSENSE.
struct SenseRange {
    double sense_ohm = 0.0;  // of the resistor and whatever is in series with it
    double wide_volts = 0.0, fine_volts = 0.0;

    struct Choice {
        bool fine = true;
        int cs = 0;
    };
    // The nearest step, 0 to 31, and what it makes.
    int cs(double current, bool fine) const;
    double current(int cs, bool fine) const;
    // Fine, unless that is not enough and wide comes nearer.
    Choice choose(double current) const;
};

// A full scale that a scaler reduces: 32 to 255 of 256, or 0 for all of it.
struct ScaledRange {
    double full_scale = 0.0;  // A

    int scaler(double current) const;
    int cs(double current, int scaler) const;
    double current(int cs, int scaler) const;
};

// Sets a chip's currents in its registers.
class DriverCurrent {
  public:
    struct Resistors {
        double sense_ohm = 0.0;
        double reference_ohm = 0.0;
    };
    DriverCurrent(DriverRegisters& registers, Resistors resistors)
        : registers_(registers), resistors_(resistors) {}

    // As the configuration asks for it; of a chip with several ranges, chooses one for good.
    void begin(double run, std::optional<double> hold);
    // The registers that have changed, in the order in which they are to be written.
    std::vector<const DriverRegister*> set(double run, std::optional<double> hold);

    // As the registers have them; hold() is nothing where the chip has none.
    double run() const;
    std::optional<double> hold() const;
    // What was asked for, which is not more than run().
    std::optional<double> requested_hold() const { return hold_; }
    // The largest that can be asked for; of a chip with several ranges, in the one it has.
    double most() const;
    // The same with the largest range.
    static double largest(CurrentKind kind, Resistors resistors);

  private:
    SenseRange sense_range() const;
    ScaledRange scaled_range() const;
    bool is_scaled() const;
    double of_field(std::string_view field) const;

    DriverRegisters& registers_;
    const Resistors resistors_;
    std::optional<double> hold_;
    double run_ = 0.0;
};

}  // namespace escapement::chips
