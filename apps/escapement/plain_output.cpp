// Never waits for a reader but where it can be interrupted.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/plain_output.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <utility>

#include "base/plain_text.hpp"
#include "escapement/commands.hpp"
#include "escapement/loading.hpp"

namespace escapement::app {

PlainOutput::PlainOutput(std::function<bool()> interrupted, int descriptor)
    : interrupted_(std::move(interrupted)),
      descriptor_(descriptor),
      pipe_handler_(std::signal(SIGPIPE, SIG_IGN)) {}

PlainOutput::~PlainOutput() {
    std::signal(SIGPIPE, pipe_handler_);
}

void PlainOutput::say(std::string_view text) {
    write(base::visible_lines(text) + "\n");
}

void PlainOutput::say_json(const base::Value& json) {
    write(base::visible_json(base::to_json(json)) + "\n");
}

void PlainOutput::write(std::string_view line) {
    for (auto rest = line; !failed_ && !rest.empty() && wait();) {
        // A pipe that has room at all has room for this much.
        const auto part = rest.substr(0, PIPE_BUF);
        const auto count = ::write(descriptor_, part.data(), part.size());
        if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
        if (count < 0 && errno != EINTR && errno != EAGAIN) fail(errno);
    }
}

// Until there is room; false if nobody wants that any more.
bool PlainOutput::wait() {
    constexpr int look_period_ms = 100;
    pollfd polled{descriptor_, POLLOUT, 0};
    while (!interrupted_())
        if (poll(&polled, 1, look_period_ms) > 0) return true;
    return false;
}

void PlainOutput::fail(int error) {
    failed_ = true;
    complain(std::string("standard output: ") + std::strerror(error));
}

int PlainOutput::status(int usual) const {
    return failed_ && usual == exit_good ? exit_failed : usual;
}

}  // namespace escapement::app
