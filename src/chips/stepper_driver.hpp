// What a data sheet says about a stepper driver with registers: their names, addresses and fields.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A chip is a table of texts that reads like a data sheet, and is read once:
//
//   {"IHOLD_IRUN", 0x10, "ihold 0-4, irun 8-12, iholddelay 16-19"},
//   {"COOLCONF", 0x6d, "semin 0-3, sgt 16-22 signed"},
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace escapement::chips {

// Some bits of a register, which make a number.
struct DriverField {
    std::string name;
    unsigned first_bit = 0;
    unsigned bits = 1;
    bool is_signed = false;

    std::uint32_t mask() const;
    // What fits; of a signed field, what is written without its sign fits as well.
    std::int64_t least() const;
    std::int64_t most() const;
    std::int64_t of(std::uint32_t value) const;
    // The register's value with this number in the field; bits that do not fit are lost.
    std::uint32_t put(std::uint32_t value, std::int64_t number) const;
};

struct DriverRegister {
    std::string name;
    std::uint8_t address = 0;
    std::vector<DriverField> fields;  // from the lowest bit up

    // nullptr if there is none.
    const DriverField* field(std::string_view name) const;
};

// How the chip is talked to.
enum class DriverWire { uart, spi, uart_or_spi, spi_of_2660 };

// How a current becomes numbers in registers: see chips/driver_current.hpp.
enum class CurrentKind { sense_range, sense_range_of_2660, scaled_sense, scaled_reference };

// A field that a configuration may set, and what it is otherwise.
struct FieldPreset {
    const DriverRegister* reg;
    const DriverField* field;
    std::int64_t number;
};

class DriverChip {
  public:
    struct RegisterText {
        std::string_view name;
        std::uint8_t address;
        std::string_view fields;
    };
    struct Texts {
        std::string_view name;
        // Of its clock; thresholds of speed are counted in its periods.  0: it has no such
        // thresholds.
        double clock_hz;
        DriverWire wire;
        CurrentKind current;
        // How many of them one serial line can tell apart.
        int uart_addresses;
        std::vector<std::vector<RegisterText>> registers;
        std::string_view readable;  // names of the registers that can be read, as they are shown
        // "toff 3, hstrt 5": set before and after the thresholds of speed.
        std::string early_presets, presets;
    };
    explicit DriverChip(const Texts& texts);
    DriverChip(const DriverChip&) = delete;
    DriverChip& operator=(const DriverChip&) = delete;

    const std::string& name() const { return name_; }
    double clock_hz() const { return clock_hz_; }
    DriverWire wire() const { return wire_; }
    CurrentKind current() const { return current_; }
    int uart_addresses() const { return uart_addresses_; }

    const std::vector<DriverRegister>& registers() const { return registers_; }
    const std::vector<const DriverRegister*>& readable() const { return readable_; }
    bool can_read(const DriverRegister& reg) const;
    // In the order in which they are set: the first ones before thresholds of speed.
    const std::vector<FieldPreset>& presets() const { return presets_; }
    std::size_t early_presets() const { return early_presets_; }

    // nullptr if there is none.
    const DriverRegister* find(std::string_view name) const;
    // The register that has a field of that name, the last one if there are several; nulls if
    // there is none.
    std::pair<const DriverRegister*, const DriverField*> find_field(std::string_view name) const;

    // "GSTAT:      00000001 reset=1(Reset)": fields that are zero and mean nothing are left out.
    std::string describe(const DriverRegister& reg, std::uint32_t value) const;
    // The layout that a value read from the register has: some chips share one address.
    const DriverRegister& layout(const DriverRegister& reg, std::uint32_t value) const;

  private:
    void add_presets(std::string_view text);

    std::string name_;
    double clock_hz_;
    DriverWire wire_;
    CurrentKind current_;
    int uart_addresses_;
    std::vector<DriverRegister> registers_;
    std::vector<const DriverRegister*> readable_;
    std::vector<FieldPreset> presets_;
    std::size_t early_presets_ = 0;
};

// What the registers of one chip are meant to hold, in the order in which they were first set.
class DriverRegisters {
  public:
    explicit DriverRegisters(const DriverChip& chip) : chip_(&chip) {}

    const DriverChip& chip() const { return *chip_; }
    bool has(std::string_view field) const { return chip_->find_field(field).first != nullptr; }
    std::int64_t field(std::string_view name) const;
    // The register that has the field, and so has changed.
    const DriverRegister& set(std::string_view field, std::int64_t number);
    std::uint32_t value(const DriverRegister& reg) const;
    // Those that have been set.
    const std::vector<std::pair<const DriverRegister*, std::uint32_t>>& all() const {
        return values_;
    }
    bool is_set(const DriverRegister& reg) const;

  private:
    const DriverChip* chip_;
    std::vector<std::pair<const DriverRegister*, std::uint32_t>> values_;
};

// The largest threshold of speed, which stands for "never": the chip counts its clock's periods in
// a 256th of a full step.
inline constexpr std::int64_t slowest_threshold = 0xfffff;
// The threshold for a speed, in mm/s, when the motor has microsteps of `step_mm` of which there are
// 256 >> mres in a full step.
std::int64_t speed_threshold(double clock_hz, double step_mm, std::int64_t mres, double speed);

}  // namespace escapement::chips
