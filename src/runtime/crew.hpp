// A few threads that share a list of jobs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace escapement::runtime {

// One list of jobs at a time: start() hands it out, finish() helps and waits until all are done.
// In between the caller may do other things that the jobs do not touch.  Belongs to one thread,
// its caller's; a crew without helpers does everything in finish().
class Crew {
  public:
    // Must not throw.
    struct Job {
        std::function<void()> work;
        std::vector<std::size_t> after;  // earlier ones of the list that must be done first
    };

    explicit Crew(std::size_t helpers);
    // Finishes what was started.
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    // Does each job once, in any thread; of those that may be done, the first in the list is begun
    // next.  What was started before must have been finished.
    void start(std::vector<Job> jobs);
    void finish();

    // As many as there are further processors, but one at least and no more than are of use.
    static std::size_t usual_helpers();

  private:
    enum class State { waits, begun, done };
    struct Entry {
        Job job;
        State state = State::waits;
    };
    using Lock = std::unique_lock<std::mutex>;

    void help();
    void work(Lock& lock);
    bool may_begin(const Entry& entry) const;
    std::optional<std::size_t> ready() const;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Entry> entries_;
    std::size_t unfinished_ = 0;
    bool leaving_ = false;
    std::vector<std::thread> helpers_;
};

}  // namespace escapement::runtime
