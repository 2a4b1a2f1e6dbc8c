// Writes to the flight recorder behind the back of those who cannot wait for a disk.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A mapped file is memory until the kernel writes it out; then whoever touches it next may wait
// for the disk, which on a memory card takes seconds.  So events are kept in memory for a moment,
// and a thread of no importance writes them down.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "flight/recorder.hpp"
#include "runtime/alarm.hpp"
#include "runtime/priority_mutex.hpp"

namespace escapement::app {

// From its beginning to its end nobody else records to the recorder, which outlives it.
class FlightWriter {
  public:
    // So much may wait while the disk is busy; what comes then is lost, which is written down.
    static constexpr std::size_t most_waiting = std::size_t{1} << 20;

    explicit FlightWriter(flight::Recorder& recorder);
    // Writes all there is.
    ~FlightWriter();
    FlightWriter(const FlightWriter&) = delete;
    FlightWriter& operator=(const FlightWriter&) = delete;

    // From any thread, without waiting.
    void write(const flight::Recorder::Event& event);

  private:
    struct Entry {
        base::HostTime at;
        flight::Kind kind;
        std::uint8_t board;
        std::uint16_t head_size, data_size;
    };
    void run();
    void write_down();
    void note_losses(base::HostTime at, std::uint64_t lost);

    flight::Recorder& recorder_;
    runtime::Alarm alarm_;
    runtime::PriorityMutex mutex_;
    std::vector<std::uint8_t> waiting_;  // entries, each with its bytes behind it
    std::uint64_t lost_ = 0;
    std::vector<std::uint8_t> writing_;  // the thread's own
    std::atomic<bool> leaving_{false};
    std::thread thread_;
};

}  // namespace escapement::app
