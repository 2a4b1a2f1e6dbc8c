// Accelerometers: their registers, how they are set going, and what a measurement means.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace escapement::chips {

enum class SensorBus { spi, i2c };

// One thing that is done to set a chip going or to rest.
struct SensorStep {
    enum class Kind : std::uint8_t {
        write,
        write_checked,  // and read again: it must be what was written
        write_rate,     // checked, too; the value is the rate's code
        write_rate_unchecked,
        read,     // for what reading does to the chip
        pause,    // for `value` ms
        reports,  // the board begins to fetch measurements, or ends that
    };
    Kind kind = Kind::write;
    std::uint8_t address = 0;
    std::uint8_t value = 0;
    std::optional<SensorBus> only_on{};
};

// Facts about one kind of chip.  Lives as long as the program.
struct Accelerometer {
    enum class Layout : std::uint8_t { packed_13_bits, low_byte_first, high_byte_first };
    struct Rate {
        int hz = 0;
        std::uint8_t code = 0;
    };
    using Counts = std::array<int, 3>;

    std::string_view name;          // "adxl345"
    std::array<double, 3> scale{};  // mm/s^2 for each count
    std::vector<Rate> rates;        // the usual one last
    int spi_mode = 0;
    int i2c_address = 0;  // the usual one; 0: it has no such bus
    std::uint8_t id_address = 0;
    std::vector<std::uint8_t> ids;  // what that register may hold
    Layout layout = Layout::low_byte_first;
    // Registers from this address on, but for one, hold what is written to them.
    std::uint8_t kept_from = 0x00, not_kept = 0xff;
    std::string_view id_name{};    // what texts about its id call it, if not by its name
    std::vector<SensorStep> wake;  // before its id is read
    std::vector<SensorStep> start;
    std::vector<SensorStep> stop;

    // Bytes of a measurement.
    std::size_t measurement_size() const { return layout == Layout::packed_13_bits ? 5 : 6; }
    bool keeps(std::uint8_t address) const { return address >= kept_from && address != not_kept; }
    // Nothing if the bytes say that they are no measurement.  There must be measurement_size().
    std::optional<Counts> decode(std::span<const std::uint8_t> bytes) const;
    // nullptr if the chip cannot measure so often.
    const Rate* find_rate(int hz) const;
    // "25, 50, 100"
    std::string rate_list() const;
};

// nullptr if there is none of that name.
const Accelerometer* find_accelerometer(std::string_view name);

}  // namespace escapement::chips
