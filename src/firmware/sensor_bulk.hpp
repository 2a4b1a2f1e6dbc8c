// Gathers measurements until a report is full.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "firmware/core.hpp"
#include "messages/adxl345.hpp"

namespace escapement::firmware {

// Of measurements of `Size` bytes.  Task context.
template <std::size_t Size>
class SensorBulk {
  public:
    using Measurement = std::array<std::uint8_t, Size>;

    void reset() { *this = {}; }

    // Reports what has been gathered if there is no room for another one.
    template <Board B, Scheduler S>
    void add(Core<B, S>& core, Oid oid, const Measurement& measurement) {
        std::copy(measurement.begin(), measurement.end(), data_.begin() + size_);
        size_ = static_cast<std::uint8_t>(size_ + Size);
        if (size_ + Size <= data_.size()) return;
        core.send(messages::SensorBulkData{oid, sequence_, wire::Bytes(data_).first(size_)});
        size_ = 0;
        ++sequence_;
    }
    void note_overflow() { ++possible_overflows_; }

    // `waiting` bytes are in the sensor, which was asked from `start` to `end`.
    messages::SensorBulkStatus status(Oid oid,
                                      Clock32 start,
                                      Clock32 end,
                                      std::uint32_t waiting) const {
        return {oid, start, end - start, sequence_, size_ + waiting, possible_overflows_};
    }

  private:
    std::uint16_t sequence_ = 0;
    std::uint16_t possible_overflows_ = 0;
    std::uint8_t size_ = 0;
    std::array<std::uint8_t, 51> data_;
};

}  // namespace escapement::firmware
