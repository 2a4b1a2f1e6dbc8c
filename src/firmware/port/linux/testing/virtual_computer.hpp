// A computer for tests: time that passes with the work that is done, a cable, pins on record.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "firmware/port/linux/devices.hpp"
#include "runtime/byte_stream.hpp"
#include "runtime/clock.hpp"

namespace escapement::firmware::linux_port::testing {

// Each look at the clock costs time, as work does.  It stops at the next timer until that has been
// looked for, and jumps while the firmware waits.
class WorkingClock final : public runtime::Outside {
  public:
    runtime::HostTime now() const override {
        const runtime::HostTime seen = now_;
        if (asking_) return seen;  // to find out when the next timer is
        asking_ = true;
        const runtime::HostTime limit = next_timer ? next_timer() : runtime::never;
        asking_ = false;
        now_ = limit > seen ? std::min(seen + cost, limit) : seen + cost;
        return seen;
    }
    void wait_until(runtime::HostTime when) override {
        ++waits;
        now_ = std::max(now_, std::min(when, wake));
    }
    void advance(runtime::HostTime::duration span) { now_ += span; }

    std::function<runtime::HostTime()> next_timer;
    runtime::HostTime wake = runtime::never;  // when something arrives from outside
    runtime::HostTime::duration cost = std::chrono::nanoseconds(100);
    unsigned waits = 0;

  private:
    mutable runtime::HostTime now_{};
    mutable bool asking_ = false;
};

// Both ends of a cable.
class Cable final : public runtime::ByteStream {
  public:
    std::size_t write(std::span<const std::uint8_t> bytes) override {
        from_board.insert(from_board.end(), bytes.begin(), bytes.end());
        return bytes.size();
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const std::size_t size = std::min(buffer.size(), to_board.size());
        std::copy_n(to_board.begin(), size, buffer.begin());
        to_board.erase(to_board.begin(), to_board.begin() + static_cast<std::ptrdiff_t>(size));
        return size;
    }
    std::string failure() const override { return {}; }

    std::vector<std::uint8_t> from_board;
    std::deque<std::uint8_t> to_board;
};

// Remembers levels, and when they changed, in ticks of the board.  Fails on demand.
struct Record {
    struct Change {
        std::uint64_t tick;
        std::uint32_t line;
        bool level;
    };
    std::map<std::uint32_t, bool> levels;
    std::vector<Change> changes;
    std::function<std::uint64_t()> tick;
    bool fails = false;
};

class RecordingGpio final : public Gpio {
  public:
    explicit RecordingGpio(Record& record) : record_(record) {}

    Reason make_output(GpioLine line, bool level) override {
        write(line, level);
        return Reason::none;
    }
    Reason make_input(GpioLine, Pull) override { return Reason::none; }
    bool write(GpioLine line, bool level) override {
        record_.changes.push_back({record_.tick(), line.offset, level});
        record_.levels[line.offset] = level;
        return !record_.fails;
    }
    std::optional<bool> read(GpioLine line) override {
        if (record_.fails) return std::nullopt;
        return record_.levels[line.offset];
    }

  private:
    Record& record_;
};

// A folder that lasts as long as the test.
class Folder {
  public:
    Folder() {
        const char* place = std::getenv("TEST_TMPDIR");
        std::string name = std::string(place ? place : "/tmp") + "/linux_board_XXXXXX";
        const char* made = ::mkdtemp(name.data());
        ASSERT(made);
        path_ = made;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    void make_folder(const std::string& name) const {
        std::filesystem::create_directories(path_ / name);
    }
    void write(const std::string& name, std::string_view text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    std::string read(const std::string& name) const {
        std::stringstream text;
        text << std::ifstream(path_ / name, std::ios::binary).rdbuf();
        return text.str();
    }

  private:
    std::filesystem::path path_;
};

}  // namespace escapement::firmware::linux_port::testing
