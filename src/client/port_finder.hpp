// Finds out at which port and at which rate a printer is.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. A port is opened, which resets many boards, and listened to while they boot.
// 2. At one rate after another the firmware is asked for its name and its temperatures.
// 3. Only an answer that nothing but a printer's firmware gives is accepted: a bare "ok" may be a
//    modem's, and at a wrong rate anything may look like two letters.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/line_splitter.hpp"
#include "client/serial_ports.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::client {

struct SerialOptions {
    std::string port;  // empty: any
    int baud = 0;      // 0: any of usual_bauds
    base::Seconds boot_time{3.0};
};

inline constexpr std::array usual_bauds{250000, 115200, 230400, 500000, 57600};

struct FoundPort {
    std::unique_ptr<SerialLine> line;
    std::string path;
    int baud = 0;
    std::vector<std::string> heard;  // what the printer has said so far
};

// Belongs to one thread; outlives the tasks it makes.
class PortFinder {
  public:
    static constexpr base::Seconds answer_time{1.5};
    static constexpr base::Seconds look_period{0.02};

    PortFinder(SerialPorts& ports, runtime::Executor& executor)
        : ports_(ports), executor_(executor) {}

    // Looks at each candidate once.  Without a printer, trouble() says what was found instead; so
    // it does, and several() is true, if more than one answers.
    runtime::Task<std::optional<FoundPort>> find(SerialOptions options);
    const std::string& trouble() const { return trouble_; }
    bool several() const { return several_; }
    // Whether no port could be opened at all, when it last looked: there is none, or another
    // program has it, or we may not.
    bool none_opened() const { return none_opened_; }
    // Called with each port that is being looked at.
    void on_place(std::function<void(const std::string& path)> callback) {
        on_place_ = std::move(callback);
    }

  private:
    runtime::Task<bool> probe(FoundPort& candidate, const SerialOptions& options);
    runtime::Task<bool> ask(FoundPort& candidate, int baud);
    runtime::Task<bool> listen(FoundPort& candidate, base::Seconds duration);

    void complain(const std::string& what);

    SerialPorts& ports_;
    runtime::Executor& executor_;
    std::function<void(const std::string&)> on_place_;
    std::string trouble_;
    bool none_opened_ = false, several_ = false;
    LineSplitter splitter_;
};

}  // namespace escapement::client
